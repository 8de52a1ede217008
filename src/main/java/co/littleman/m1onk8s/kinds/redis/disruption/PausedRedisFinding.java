// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.checks.disruption.ReadinessProbes;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is to be said of a Redis that was frozen. */
final class PausedRedisFinding {
    /** The kubelet reports a restart within a second or two. */
    static final Duration RESTART_SEEN = Duration.ofSeconds(5);

    private final Workload workload;
    private final String pod;
    private final ReadinessProbes probes;
    private final List<String> services;

    PausedRedisFinding(Workload workload, String pod, ReadinessProbes probes, List<String> services) {
        this.workload = workload;
        this.pod = pod;
        this.probes = probes;
        this.services = services;
    }

    Duration budget() {
        return probes.budget();
    }

    /** The probes do not see it. */
    Finding staysBehind() {
        return withProbes(Finding.of(
                                RedisCause.PROBE_BLIND,
                                "A Redis that hangs stays behind Service %s: readiness does not see it."
                                        .formatted(String.join(", ", services)))
                        .expected("pod %s out of the ready endpoints within %d s, by its probes' own numbers"
                                .formatted(pod, budget().toSeconds()))
                        .seen(
                                probes.byContainer().isEmpty()
                                        ? "no readiness probe at all"
                                        : "frozen for %d s (CLIENT PAUSE), and still ready"
                                                .formatted(budget().toSeconds())))
                .likely(blindness())
                .next(
                        "kubectl -n %s get %s -o yaml   # readinessProbe of container %s: exec, redis-cli ping, test for PONG"
                                .formatted(workload.namespace(), workload.reference(), probes.server()));
    }

    /** What the probes see does not matter. */
    static Finding regardless(DeclaredService service) {
        return Finding.of(
                        RedisCause.PROBE_BLIND,
                        "A Redis that hangs stays behind Service %s: it leads to pods that are not ready as well."
                                .formatted(service.name()))
                .expected("only ready pods behind a Service of clients")
                .detail("publishNotReadyAddresses", "true", service.file())
                .likely("meant for a headless Service, by which the pods of a StatefulSet find each other")
                .next("kubectl -n %s get service %s -o yaml".formatted(service.namespace(), service.name()));
    }

    /** It thawed, and clients do not get it back. */
    Finding staysAway(Duration budget) {
        return withProbes(Finding.of(
                                Cause.NOT_READY,
                                "Pod %s did not come back behind Service %s after Redis had hung for a while."
                                        .formatted(pod, String.join(", ", services)))
                        .expected("ready within %d s of the moment when Redis went on".formatted(budget.toSeconds())))
                .next("kubectl -n %s describe pod %s".formatted(workload.namespace(), pod));
    }

    /** The connection of the client that froze it was lost. */
    Finding connectionLost() {
        return Finding.of(Cause.TUNNEL_LOST, "The port-forward to pod %s broke while Redis was frozen.".formatted(pod))
                .next("kubectl -n %s describe pod %s".formatted(workload.namespace(), pod));
    }

    private Finding withProbes(Finding finding) {
        Finding with = finding;
        for (Map.Entry<String, String> probe : probes.words().entrySet()) {
            with = with.detail("readiness", probe.getKey() + ": " + probe.getValue(), workload.file());
        }
        return with;
    }

    /** Why these probes do not see it. */
    private String blindness() {
        if (probes.byContainer().isEmpty()) {
            return "no container has a readiness probe, so a pod that runs is ready";
        }
        Probe own = probes.byContainer().get(probes.server());
        if (own == null) {
            return "container %s has no readiness probe, and those of %s do not ask it"
                    .formatted(
                            probes.server(),
                            String.join(", ", probes.byContainer().keySet()));
        }
        if (own.getTcpSocket() != null) {
            return "a TCP probe asks whether the port is open, and it is: the kernel takes connections for a hung Redis";
        }
        if (own.getExec() != null) {
            // containerd's drain_exec_sync_io_timeout is endless by default, and a probe without result counts as none.
            return "the probe's command asks Redis nothing, or hangs with it: at its timeout the runtime kills the shell,"
                    + " and waits for a redis-cli that the shell started; such a probe never fails"
                    + " (timeout 2 redis-cli ping ends by itself)";
        }
        return "the probe of container %s does not ask Redis for an answer".formatted(probes.server());
    }
}
