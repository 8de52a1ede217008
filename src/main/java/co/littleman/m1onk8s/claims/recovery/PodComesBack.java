package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.redis.RedisAnswersByName;
import co.littleman.m1onk8s.claims.redis.RedisAnswersInTime;
import co.littleman.m1onk8s.claims.rollout.PodsStayCalm;
import co.littleman.m1onk8s.redis.Attempts;
import co.littleman.m1onk8s.redis.HeldClient;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import io.fabric8.kubernetes.api.model.Pod;

/** A pod goes, as at each drain of a node, and a client that held a connection to it wants on. */
public final class PodComesBack implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "pod-comes-back",
                    Level.DISRUPT,
                    "A deleted pod is replaced, and a client that held a connection through the Service soon gets through"
                            + " again.",
                    "Each drained node, each eviction and each new version costs the shop more than a few slow pages.")
            .needing(Need.WORKLOAD, Need.REDIS, Need.SERVICE, Need.CLIENT_POD)
            .after(PodsStayCalm.TERMS, RedisAnswersByName.TERMS, RedisAnswersInTime.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        Calm.disturb(TERMS, it, () -> disturb(it));
    }

    private static void disturb(ComponentScene it) {
        Pod pod = Calm.awaitPod(it);
        DeclaredService service = it.services().stream()
                .filter(one -> it.component().redisPort(one).isPresent())
                .findFirst()
                .orElseThrow(() -> new Skipped(SkipReason.NEED, "a Service to Redis"));
        int port = it.component().redisPort(service).orElseThrow().getPort();
        try (HeldClient client =
                HeldClient.start(it.clientPod(), it.stack().login().of(it.namespace()), service.name(), port)) {
            Replacement.of(it, pod).awaitSuccessor();
            int soFar = client.attempts().count();
            Poll.REMOTE.until(Gap.WAY_BACK, () -> client.attempts().isAnsweredAfter(soFar));
            Attempts attempts = client.attempts();
            new Gap(it.workload(), service.name(), attempts).requireBearable(attempts.isAnsweredAfter(soFar));
            it.note(Gap.words(attempts));
        }
    }
}
