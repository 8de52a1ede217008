// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A rollout that is complete for a moment is not yet one that lasts. */
public final class PodsStayCalm implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "pods-stay-calm",
                    Level.OBSERVE,
                    "While we look on, no container restarts and no pod goes away, no liveness probe goes on failing, and"
                            + " none was killed for its memory within a day.",
                    "The component runs now, and falls over again and again; each time its clients lose it.")
            .requiring(Requirement.WORKLOAD)
            .after(RolloutComplete.INFO)
            .judged(Concurrency.WAITING);

    /**
     * Long enough for a container that dies right after it became ready, and hidden behind the other checks, which take
     * as long. What dies later shows in the next run, by its last state.
     */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    /** The kubelet waits for minutes if a manifest says so; the verdict of a run does not. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A list of events each time. */
    private static final Poll ASKED = new Poll(Duration.ofSeconds(1));

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        PodStability calm = new PodStability(it.workload(), LivePods.of(it));
        LivePods.of(it)
                .forEach(pod ->
                        liveness(it, pod).repeatedly(Instant.now()).ifPresent(finding -> fail(it, pod, finding)));
        List<String> unheard = it.stack().reaches(Level.PROBE) ? asked(calm, it) : List.of();
        Poll.LOCAL.watch(WINDOW, () -> requireCalm(calm, it));
        LivePods.of(it).forEach(pod -> awaitLiveness(calm, it, pod, unheard));
        it.note("%d s without a restart; restarts before: %d".formatted(WINDOW.toSeconds(), calm.earlierRestarts()));
    }

    private static void requireCalm(PodStability calm, ComponentContext it) {
        calm.disturbance(LivePods.of(it), Instant.now()).ifPresent(finding -> fail(explained(finding, it)));
    }

    /** The kubelet may have restarted it between two looks at what it said. */
    private static Finding explained(Finding finding, ComponentContext it) {
        Finding explained = finding;
        if (finding.cause() == Cause.CONTAINER_RESTARTED) {
            for (Pod pod : LivePods.of(it)) {
                explained = liveness(it, pod).explained(explained);
                if (explained.likely().equals(Liveness.RESTARTS_IT)) {
                    explained = ProbeWords.ofLiveness(explained, it, pod);
                }
            }
        }
        return explained;
    }

    /**
     * Asks the liveness questions of a pod ourselves, for those of all pods are the same.
     *
     * @return the containers of which we cannot tell what the kubelet hears
     */
    private static List<String> asked(PodStability calm, ComponentContext it) {
        List<String> unheard = new ArrayList<>();
        for (LivenessQuestion question : LivePods.of(it).stream()
                .limit(1)
                .flatMap(pod -> LivenessQuestion.of(it, pod).stream())
                .toList()) {
            switch (question.ask().says()) {
                case PASSES -> {}
                case FAILS -> awaitPass(calm, it, question);
                case UNKNOWN -> unheard.add(question.container().getName());
            }
        }
        return unheard;
    }

    /**
     * Asks again until it passes: a container may need a while after its pod is ready, and the kubelet gives it that.
     * It waits for no longer than the kubelet would, and not at all if the answer will always be the same.
     */
    private static void awaitPass(PodStability calm, ComponentContext it, LivenessQuestion question) {
        Duration left = question.untilRestart(now(it, question.pod()), Instant.now());
        AtomicReference<LivenessQuestion.Answer> last = new AtomicReference<>(LivenessQuestion.Answer.UNKNOWN);
        boolean passed = ASKED.until(left.compareTo(LONGEST) > 0 ? LONGEST : left, () -> {
            Liveness said = liveness(it, question.pod());
            said.restart().ifPresent(finding -> fail(reason(finding, it, question)));
            requireCalm(calm, it);
            LivenessQuestion.Answer answer = question.ask();
            last.set(answer);
            if (answer.says() == LivenessQuestion.Says.FAILS) {
                Finding finding = reason(said.fails(question, answer.words()), it, question);
                if (answer.isFinal() || ProbeWords.isFinal(finding.message())) {
                    fail(finding);
                }
                return false;
            }
            return true;
        });
        Liveness said = liveness(it, question.pod());
        // The kubelet's word counts: what it was asked in vain all the time it tells of.
        if (!passed && said.failures() > 0) {
            fail(reason(said.fails(question, Objects.requireNonNull(last.get()).words()), it, question));
        }
    }

    private static Finding reason(Finding finding, ComponentContext it, LivenessQuestion question) {
        return hidden(ProbeWords.explained(finding, it, question.pod(), question.container(), question.command()), it);
    }

    /** A probe may print the password that it was given. */
    private static Finding hidden(Finding finding, ComponentContext it) {
        String secret = it.stack().hidden(it.namespace());
        return secret == null ? finding : finding.seen(finding.seen().replace(secret, "***"));
    }

    /** If a liveness probe failed, looks on until it has passed, or until the kubelet restarts what it asks. */
    private static void awaitLiveness(PodStability calm, ComponentContext it, Pod pod, List<String> unheard) {
        Duration untilAsked = new Liveness(it.workload(), now(it, pod), List.of()).untilAsked(Instant.now(), unheard);
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
                now.restart().or(now::never).ifPresent(finding -> fail(it, pod, finding));
                requireCalm(calm, it);
                return now.failures() > failures;
            });
            if (!failedAgain) {
                return;
            }
            known = liveness(it, pod);
        }
    }

    private static Liveness liveness(ComponentContext it, Pod pod) {
        return new Liveness(it.workload(), now(it, pod), it.view().events(pod));
    }

    private static Pod now(ComponentContext it, Pod pod) {
        return it.view().pod(pod.getMetadata().getName()).orElse(pod);
    }

    private static void fail(ComponentContext it, Pod pod, Finding finding) {
        fail(hidden(ProbeWords.ofLiveness(finding, it, pod), it));
    }

    private static void fail(Finding finding) {
        throw new CheckFailedException(finding);
    }
}
