// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** What is said of pods that wait for an object that is not there, and how long it is waited for. */
record Missing(Workload workload, Environment circumstances) {
    /** The kubelet has looked for it twice by then. */
    private static final Duration SEEN_TWICE = Duration.ofSeconds(1);

    RolloutProblem trouble(Pod pod, MissingObject missing, String said) {
        boolean mayCome = circumstances.mayStillCome(missing, workload);
        return new RolloutProblem(
                Finding.of(
                                Cause.CONTAINER_CONFIG_INVALID,
                                "Pods of %s %s cannot start without %s, which is not there."
                                        .formatted(workload.kind(), workload.name(), missing.words()))
                        .seen(said)
                        .detail("declared", workload.reference(), workload.file())
                        .likely(
                                mayCome
                                        ? "not made yet, or never: whoever makes it (an operator, another team) is late, or it was forgotten"
                                        : "nothing in the manifests makes it: a name that is misspelt, or a file that was left out")
                        .next(missing.look(workload.namespace())),
                mayCome ? RolloutProblem.UNTIL_BUDGET : SEEN_TWICE);
    }
}
