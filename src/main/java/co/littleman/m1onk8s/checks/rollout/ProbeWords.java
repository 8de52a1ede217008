// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.ComponentKind;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.kinds.ProbeReason;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Server;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the words of a failed probe mean: those of a component kind first, then those that any program may say. */
final class ProbeWords {
    private static final String NO_COMMAND = "the image has no such command";

    private static final List<ProbeReason> GENERAL = List.of(
            ProbeReason.lasting("executable file not found|: not found|[Nn]o such file or directory", NO_COMMAND),
            ProbeReason.passing("not found|o such file", NO_COMMAND),
            ProbeReason.lasting(
                    "server gave HTTP response to HTTPS client", "the probe asks by HTTPS, and the port speaks HTTP"),
            ProbeReason.lasting("statuscode: 4", "the probe asks for a path that is not served, or not to everybody"),
            ProbeReason.passing(
                    "malformed HTTP|^no HTTP", "the probe asks by HTTP, and what listens there does not speak it"),
            ProbeReason.lasting("[Pp]ermission denied", ""),
            ProbeReason.passing("refused", "nothing listens on the port that the probe asks"));

    private ProbeWords() {}

    private static Stream<ProbeReason> all() {
        return Stream.concat(
                Kinds.all().stream().flatMap(kind -> kind.log().probeReasons().stream()), GENERAL.stream());
    }

    /** True for words that no other try changes. */
    static boolean isFinal(String words) {
        return all().anyMatch(reason -> reason.isFinal() && reason.isIn(words));
    }

    /** What they mean most likely; empty for nothing known. */
    static String likely(String words) {
        return all().filter(reason -> !reason.likely().isEmpty() && reason.isIn(words))
                .map(ProbeReason::likely)
                .findFirst()
                .orElse("");
    }

    /** A finding of a probe, with what the server says if the probe keeps that to itself. */
    static Finding explained(Finding finding, ComponentContext it, Pod pod, Container container, List<String> command) {
        boolean known = !finding.likely().isEmpty() && !finding.likely().equals(Liveness.RESTARTS_IT);
        if (known || !it.stack().reaches(Level.TALK)) {
            return finding;
        }
        Finding told = finding;
        for (Server server : it.component().servers()) {
            Optional<ComponentKind> kind = Kinds.all().of(server);
            if (kind.isPresent() && server.container().getName().equals(container.getName())) {
                told = kind.get().explainProbe(told, it, pod, container, command);
            }
        }
        return told;
    }

    /** A finding of a liveness probe of one of the pod's containers, which its first words name, as above. */
    static Finding ofLiveness(Finding finding, ComponentContext it, Pod pod) {
        Finding told = finding;
        for (Container container : pod.getSpec().getContainers()) {
            Probe probe = container.getLivenessProbe();
            if (probe != null && finding.reason().startsWith("Container %s of ".formatted(container.getName()))) {
                told = explained(
                        told,
                        it,
                        pod,
                        container,
                        probe.getExec() == null ? List.of() : probe.getExec().getCommand());
            }
        }
        return told;
    }
}
