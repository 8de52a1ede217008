// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.disruption.ReadyPod;
import co.littleman.m1onk8s.checks.disruption.Replacement;
import co.littleman.m1onk8s.checks.rollout.PodsStayCalm;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersByName;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersInTime;
import co.littleman.m1onk8s.kinds.redis.client.Attempts;
import co.littleman.m1onk8s.kinds.redis.client.ReconnectProbe;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** A pod goes, as at each drain of a node, and a client that held a connection to it wants on. */
public final class PodComesBack implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "pod-comes-back",
                    Level.DISRUPT,
                    "A deleted pod is replaced, and a client that held a connection through the Service soon gets through"
                            + " again.",
                    "Each drained node, each eviction and each new version costs the shop more than a few slow pages.")
            .requiring(Requirement.CONTROLLER, RedisRequirement.REDIS, Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(PodsStayCalm.INFO, RedisAnswersByName.INFO, RedisAnswersInTime.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ReadyPod.disturb(INFO, it, () -> disturb(it));
    }

    private static void disturb(ComponentContext it) {
        Pod pod = ReadyPod.awaitPod(it);
        List<RedisComponent> all = RedisComponent.each(it.component());
        DeclaredService service = it.services().stream()
                .filter(one -> all.stream().anyMatch(redis -> redis.port(one).isPresent()))
                .findFirst()
                .orElseThrow(() -> new CheckSkippedException(SkipReason.REQUIREMENT, "a Service to Redis"));
        int port = all.stream()
                .flatMap(redis -> redis.port(service).stream())
                .findFirst()
                .orElseThrow()
                .getPort();
        try (ReconnectProbe client =
                ReconnectProbe.start(it.clientPod(), RedisContext.of(it).access(), service.name(), port)) {
            Replacement.of(it, pod).awaitSuccessor();
            int soFar = client.attempts().count();
            Poll.REMOTE.until(Downtime.WAY_BACK, () -> client.attempts().isAnsweredAfter(soFar));
            Attempts attempts = client.attempts();
            new Downtime(it.workload(), service.name(), attempts).requireBearable(attempts.isAnsweredAfter(soFar));
            it.note(Downtime.words(attempts));
        }
    }
}
