// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.network.ContainerCommand;
import co.littleman.m1onk8s.network.ProbedPort;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The question of a container's liveness probe, asked by us: the kubelet restarts the container only after some
 * failures, and tells of the first one only when its period comes.
 */
final class LivenessQuestion {
    /** On top of the probe's own timeout: the way there by the API server. */
    private static final Duration WAY = Duration.ofSeconds(3);

    /** What the shell, and the runtime before it, end with if there is no such command. */
    private static final List<Integer> NO_COMMAND = List.of(126, 127);

    private final ComponentContext it;
    private final Pod pod;
    private final Container container;

    private LivenessQuestion(ComponentContext it, Pod pod, Container container) {
        this.it = it;
        this.pod = pod;
        this.container = container;
    }

    /** What came of a question. */
    enum Says {
        PASSES,
        FAILS,
        /** We could not ask as the kubelet does: what that says counts. */
        UNKNOWN
    }

    /**
     * The answer to one.
     *
     * @param words of the command, or of what answered
     * @param isFinal true if it will be the same for ever
     */
    record Answer(Says says, String words, boolean isFinal) {
        static final Answer PASSES = new Answer(Says.PASSES, "", false);
        static final Answer UNKNOWN = new Answer(Says.UNKNOWN, "", false);

        static Answer fails(String words) {
            return new Answer(Says.FAILS, words, ProbeWords.isFinal(words));
        }
    }

    /**
     * Of the containers of a pod whose readiness probe asks something else, or nothing: a ready pod has answered the
     * others.
     */
    static List<LivenessQuestion> of(ComponentContext it, Pod pod) {
        return Stream.concat(
                        pod.getSpec().getInitContainers().stream()
                                .filter(container -> "Always".equals(container.getRestartPolicy())),
                        pod.getSpec().getContainers().stream())
                .filter(container -> container.getLivenessProbe() != null
                        && !isSame(container, container.getLivenessProbe(), container.getReadinessProbe()))
                .map(container -> new LivenessQuestion(it, pod, container))
                .toList();
    }

    static boolean isSame(Container container, Probe liveness, @Nullable Probe readiness) {
        return readiness != null
                && Objects.equals(liveness.getExec(), readiness.getExec())
                && Objects.equals(liveness.getGrpc(), readiness.getGrpc())
                && Objects.equals(port(container, liveness), port(container, readiness))
                && (liveness.getHttpGet() == null) == (readiness.getHttpGet() == null)
                && (liveness.getHttpGet() == null || isSame(liveness.getHttpGet(), readiness.getHttpGet()));
    }

    private static boolean isSame(HTTPGetAction one, HTTPGetAction other) {
        return Objects.equals(one.getPath(), other.getPath())
                && Objects.equals(one.getScheme(), other.getScheme())
                && Objects.equals(one.getHost(), other.getHost())
                && Objects.equals(one.getHttpHeaders(), other.getHttpHeaders());
    }

    Pod pod() {
        return pod;
    }

    Container container() {
        return container;
    }

    /** The command of the probe; empty if it has none. */
    List<String> command() {
        return probe().getExec() == null ? List.of() : probe().getExec().getCommand();
    }

    Probe probe() {
        return Objects.requireNonNull(container.getLivenessProbe());
    }

    /** How long the kubelet lets it fail until it restarts the container: so often, and not before its first delay. */
    Duration untilRestart(Pod now, Instant at) {
        Duration failing =
                Duration.ofSeconds((long) or(probe().getPeriodSeconds(), 10) * or(probe().getFailureThreshold(), 3)
                        + or(probe().getTimeoutSeconds(), 1));
        return Liveness.started(now, container.getName())
                .map(start -> start.plusSeconds(or(probe().getInitialDelaySeconds(), 0)))
                .filter(at::isBefore)
                .map(first -> Duration.between(at, first))
                .orElse(Duration.ZERO)
                .plus(failing);
    }

    /** Asks once. */
    Answer ask() {
        Probe probe = probe();
        Duration timeout = Duration.ofSeconds(or(probe.getTimeoutSeconds(), 1));
        if (probe.getExec() != null) {
            return answer(new ContainerCommand(
                            it.stack().cluster(),
                            it.namespace(),
                            pod.getMetadata().getName(),
                            container.getName())
                    .run(probe.getExec().getCommand(), timeout.plus(WAY)));
        }
        Integer port = port(container, probe);
        if (port == null || (probe.getHttpGet() != null && probe.getHttpGet().getHost() != null)) {
            return Answer.UNKNOWN;
        }
        ProbedPort asked = new ProbedPort(
                it.stack().cluster(), it.namespace(), pod.getMetadata().getName(), port, timeout.plus(WAY));
        return probe.getHttpGet() == null ? Answer.UNKNOWN : answer(asked.http(probe.getHttpGet()));
    }

    static Answer answer(ContainerCommand.Answer end) {
        Integer code = end.code();
        if (code == null) {
            return Answer.UNKNOWN;
        }
        if (code == 0) {
            return Answer.PASSES;
        }
        String words = end.words().isEmpty() ? "exit code " + code : end.words();
        return new Answer(Says.FAILS, words, NO_COMMAND.contains(code) || ProbeWords.isFinal(words));
    }

    /** Nothing is known of a port that is closed to a port-forward, or of one that is slow: the kubelet goes another way. */
    private static Answer answer(ProbedPort.Answer answer) {
        return switch (answer.kind()) {
            case NO_ANSWER -> Answer.UNKNOWN;
            case OTHER -> Answer.fails(answer.words());
            case STATUS ->
                answer.status() >= 200 && answer.status() < 400
                        ? Answer.PASSES
                        : Answer.fails("HTTP probe failed with statuscode: " + answer.status());
        };
    }

    private static @Nullable Integer port(Container container, Probe probe) {
        IntOrString port = probe.getTcpSocket() != null
                ? probe.getTcpSocket().getPort()
                : probe.getHttpGet() != null ? probe.getHttpGet().getPort() : null;
        if (port == null || port.getStrVal() == null) {
            return port == null ? null : port.getIntVal();
        }
        return container.getPorts().stream()
                .filter(declared -> port.getStrVal().equals(declared.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElse(null);
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
