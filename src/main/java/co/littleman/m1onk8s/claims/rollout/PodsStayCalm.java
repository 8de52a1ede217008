package co.littleman.m1onk8s.claims.rollout;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Concurrency;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A rollout that is complete for a moment is not yet one that lasts. */
public final class PodsStayCalm implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "pods-stay-calm",
                    Level.OBSERVE,
                    "While we look on, no container restarts and no pod goes away, no liveness probe goes on failing, and"
                            + " none was killed for its memory within a day.",
                    "The component runs now, and falls over again and again; each time its clients lose it.")
            .needing(Need.WORKLOAD)
            .after(RolloutComplete.TERMS)
            .judged(Concurrency.WAITING);

    /**
     * Long enough for a container that dies right after it became ready, and hidden behind the other claims, which take
     * as long. What dies later shows in the next run, by its last state.
     */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    /** A list of events each time. */
    private static final Poll ASKED = new Poll(Duration.ofSeconds(1));

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        Calm calm = new Calm(it.workload(), LivePods.of(it));
        Poll.LOCAL.watch(WINDOW, () -> requireCalm(calm, it));
        LivePods.of(it).forEach(pod -> awaitLiveness(calm, it, pod));
        it.note("%d s without a restart; restarts before: %d".formatted(WINDOW.toSeconds(), calm.earlierRestarts()));
    }

    private static void requireCalm(Calm calm, ComponentScene it) {
        calm.disturbance(LivePods.of(it), Instant.now()).ifPresent(finding -> fail(explained(finding, it)));
    }

    /** The kubelet may have restarted it between two looks at what it said. */
    private static Finding explained(Finding finding, ComponentScene it) {
        Finding explained = finding;
        if (finding.cause() == Cause.CONTAINER_RESTARTED) {
            for (Pod pod : LivePods.of(it)) {
                explained = liveness(it, pod).explained(explained);
            }
        }
        return explained;
    }

    /** Where a liveness probe failed, looks on until it has passed, or until the kubelet restarts what it asks. */
    private static void awaitLiveness(Calm calm, ComponentScene it, Pod pod) {
        Duration untilAsked = new Liveness(it.workload(), now(it, pod), List.of()).untilAsked(Instant.now());
        if (!untilAsked.isZero()) {
            ASKED.until(untilAsked, () -> {
                requireCalm(calm, it);
                return liveness(it, pod).failures() > 0;
            });
        }
        Liveness known = liveness(it, pod);
        while (known.failures() > 0) {
            int failures = known.failures();
            boolean failedAgain = ASKED.until(known.next(), () -> {
                Liveness now = liveness(it, pod);
                now.restart().ifPresent(PodsStayCalm::fail);
                requireCalm(calm, it);
                return now.failures() > failures;
            });
            if (!failedAgain) {
                return;
            }
            known = liveness(it, pod);
        }
    }

    private static Liveness liveness(ComponentScene it, Pod pod) {
        return new Liveness(it.workload(), now(it, pod), it.view().events(pod));
    }

    private static Pod now(ComponentScene it, Pod pod) {
        return it.view().pod(pod.getMetadata().getName()).orElse(pod);
    }

    private static void fail(Finding finding) {
        throw new Unproven(finding);
    }
}
