// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What keeps a workload's pods from being created at all. A Deployment says so in a condition; a StatefulSet and a
 * DaemonSet only in events, which are asked for when pods are missing, and rarely.
 */
final class PodCreationFailure {
    private static final Map<Cause, String> REFUSED = Map.of(
            Cause.POD_SECURITY_DENIED, ": they violate the namespace's Pod Security level",
            Cause.QUOTA_EXCEEDED, ": the namespace's quota does not allow them");

    /** Refused twice: a ServiceAccount or a webhook's pod may be a moment behind. */
    private static final Duration SEEN_TWICE = Duration.ofSeconds(2);
    /** A controller that may create a pod does so within milliseconds. */
    private static final long MISSING_NANOS = Duration.ofSeconds(1).toNanos();
    /** A watch would cost more than it is worth, and a loop of lists is not ours to run. */
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Pattern LEVEL = Pattern.compile("violates PodSecurity \"([^\"]+)\"");
    private static final Pattern QUOTA = Pattern.compile("(?:exceeded|failed) quota: ([^,:]+)");

    private final NamespaceView view;
    private final Workload workload;
    private final Environment circumstances;
    private long missingSince;
    private long askedAt;
    private String said = "";

    PodCreationFailure(NamespaceView view, Workload workload, Environment circumstances) {
        this.view = view;
        this.workload = workload;
        this.circumstances = circumstances;
    }

    Optional<RolloutProblem> of(LiveWorkload live) {
        String denied = live.creationFailure().isEmpty() ? inEvents(live) : live.creationFailure();
        return denied.isEmpty()
                ? Optional.empty()
                : Optional.of(new RolloutProblem(finding(workload, live, denied), patience(denied)));
    }

    /** An account that is not there may be on its way, if anybody there could make it. */
    private Duration patience(String denied) {
        return MissingObject.in(denied)
                        .filter(missing -> circumstances.mayStillCome(missing, workload))
                        .isPresent()
                ? RolloutProblem.UNTIL_BUDGET
                : SEEN_TWICE;
    }

    private String inEvents(LiveWorkload live) {
        long now = System.nanoTime();
        if (workload.kind().equals("Deployment") || live.total() >= live.wanted()) {
            missingSince = 0;
            said = "";
        } else if (missingSince == 0) {
            missingSince = now;
        } else if (said.isEmpty() && now - missingSince > MISSING_NANOS && isTimeToAsk(now)) {
            askedAt = now;
            said = view.creationFailure(workload);
        }
        return said;
    }

    private boolean isTimeToAsk(long now) {
        return askedAt == 0 || now - askedAt > ASK_AGAIN_NANOS;
    }

    static Finding finding(Workload workload, LiveWorkload live, String said) {
        Cause cause = cause(said);
        return Finding.of(
                        cause,
                        "The cluster refuses to create pods of %s %s%s."
                                .formatted(workload.kind(), workload.name(), REFUSED.getOrDefault(cause, "")))
                .expected("%d wanted".formatted(live.wanted()))
                .seen(said)
                .detail("pods", live.progress())
                .detail("declared", workload.reference(), workload.file())
                .likely(likely(cause, live, said))
                .next(next(cause, workload));
    }

    private static Cause cause(String said) {
        if (LEVEL.matcher(said).find()) {
            return Cause.POD_SECURITY_DENIED;
        }
        return QUOTA.matcher(said).find() ? Cause.QUOTA_EXCEEDED : Cause.POD_CREATION_DENIED;
    }

    /** Each by the words of its admission plugin in kube-apiserver. */
    private static String likely(Cause cause, LiveWorkload live, String said) {
        Matcher level = LEVEL.matcher(said);
        if (level.find()) {
            return "the namespace enforces Pod Security %s, and the pod template does not comply with it"
                    .formatted(level.group(1));
        }
        String lower = said.toLowerCase(Locale.ROOT);
        if (cause == Cause.QUOTA_EXCEEDED) {
            if (lower.contains("must specify")) {
                return "the quota counts requests or limits that the pod template does not state";
            }
            return live.total() > 0
                    ? "the pods of before the update still count, and the update asks for more beside them"
                    : "the quota is smaller than the workload, or others in the namespace use it up";
        }
        if (lower.contains("service account") || lower.contains("serviceaccount")) {
            return "the ServiceAccount that the pod template names does not exist";
        }
        if (lower.contains("webhook")) {
            return "an admission webhook refuses the pod, or does not answer";
        }
        if (lower.contains("limitrange") || lower.matches("(?s).*(maximum|minimum) \\S+ usage per (container|pod).*")) {
            return "the namespace's LimitRange does not allow these requests and limits";
        }
        return lower.contains("priorityclass") ? "the PriorityClass that the pod template names does not exist" : "";
    }

    private static String next(Cause cause, Workload workload) {
        if (cause == Cause.POD_SECURITY_DENIED) {
            return "kubectl get namespace %s --show-labels".formatted(workload.namespace());
        }
        return cause == Cause.QUOTA_EXCEEDED
                ? "kubectl -n %s describe resourcequota".formatted(workload.namespace())
                : "kubectl -n %s describe %s".formatted(workload.namespace(), workload.reference());
    }
}
