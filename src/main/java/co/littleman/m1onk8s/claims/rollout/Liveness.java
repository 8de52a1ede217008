package co.littleman.m1onk8s.claims.rollout;

import co.littleman.m1onk8s.stack.Workload;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the kubelet says of the liveness probes of one pod, for as long as its containers have been running. A probe that
 * failed is none yet that goes on failing: that shows when its time comes again.
 *
 * @param events all that was said of the pod
 */
record Liveness(Workload workload, Pod pod, List<Event> events) {
    /** The kubelet says what it did within a second. */
    private static final Duration SAID = Duration.ofSeconds(2);

    Liveness {
        events = List.copyOf(events);
    }

    /**
     * How long it takes until a probe that may never pass has been asked once: one of a port that its container does not
     * declare, and that no readiness probe asks. It may be healthy all the same, for a container may listen on any port;
     * of all others a pod that is ready has shown enough.
     */
    Duration untilAsked(Instant now) {
        return pod.getSpec().getContainers().stream()
                .filter(Liveness::isUnproven)
                .flatMap(container -> started(container.getName())
                        .map(start -> Duration.between(now, start.plus(first(container.getLivenessProbe()))))
                        .stream())
                .filter(left -> !left.isNegative())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static boolean isUnproven(Container container) {
        Optional<IntOrString> asked = port(container.getLivenessProbe());
        return asked.isPresent()
                && !asked.equals(port(container.getReadinessProbe()))
                && container.getPorts().stream()
                        .noneMatch(port -> asked.get().equals(new IntOrString(port.getContainerPort()))
                                || asked.get().equals(new IntOrString(port.getName())));
    }

    private static Optional<IntOrString> port(@Nullable Probe probe) {
        if (probe == null) {
            return Optional.empty();
        }
        if (probe.getTcpSocket() != null) {
            return Optional.of(probe.getTcpSocket().getPort());
        }
        if (probe.getHttpGet() != null) {
            return Optional.of(probe.getHttpGet().getPort());
        }
        return Optional.ofNullable(probe.getGrpc()).map(grpc -> new IntOrString(grpc.getPort()));
    }

    /** The kubelet looks once a period, and passes over looks that come before the delay is over. */
    private static Duration first(Probe probe) {
        return Duration.ofSeconds((long) or(probe.getInitialDelaySeconds(), 0)
                        + or(probe.getPeriodSeconds(), 10)
                        + or(probe.getTimeoutSeconds(), 1))
                .plus(SAID);
    }

    /** How often one failed. */
    int failures() {
        return failed().mapToInt(event -> event.getCount() == null ? 1 : event.getCount())
                .sum();
    }

    /** How long it takes until those that failed have been asked again. */
    Duration next() {
        return failed().flatMap(event -> probe(event).stream())
                .map(probe ->
                        Duration.ofSeconds((long) or(probe.getPeriodSeconds(), 10) + or(probe.getTimeoutSeconds(), 1)))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .plus(SAID);
    }

    /** The finding where a container is restarted for it. */
    Optional<Finding> restart() {
        return events.stream()
                .filter(event -> isForLiveness(event) && isOfNow(event))
                .findFirst()
                .map(this::restart);
    }

    /** A restart that was seen first and is explained by what was said of a liveness probe before it. */
    Finding explained(Finding restart) {
        boolean killed = events.stream().anyMatch(Liveness::isForLiveness);
        return events.stream()
                .filter(event -> killed && isFailure(event))
                .map(Event::getMessage)
                .reduce((first, last) -> last)
                .map(said ->
                        restart.fact("the kubelet", said).likely("its liveness probe fails, and restarts it each time"))
                .orElse(restart);
    }

    private Finding restart(Event killing) {
        String name = container(killing).map(Container::getName).orElse("");
        String said = failed().filter(event ->
                        container(event).map(Container::getName).orElse("").equals(name))
                .map(Event::getMessage)
                .reduce((first, last) -> last)
                .orElse(String.valueOf(killing.getMessage()));
        return Finding.of(
                        Cause.CONTAINER_RESTARTED,
                        "Container %s of %s %s runs, and its liveness probe restarts it all the same."
                                .formatted(name, workload.kind(), workload.name()))
                .expected("a liveness probe that passes")
                .seen(said)
                .fact("declared", workload.reference(), workload.file())
                .likely(said.contains("refused") ? "nothing listens on the port that the probe asks" : "")
                .next("kubectl -n %s describe pod %s"
                        .formatted(workload.namespace(), pod.getMetadata().getName()));
    }

    private Stream<Event> failed() {
        return events.stream().filter(event -> isFailure(event) && isOfNow(event));
    }

    private static boolean isFailure(Event event) {
        return "Unhealthy".equals(event.getReason())
                && String.valueOf(event.getMessage()).startsWith("Liveness probe");
    }

    private static boolean isForLiveness(Event event) {
        return "Killing".equals(event.getReason())
                && String.valueOf(event.getMessage()).contains("failed liveness probe");
    }

    private Optional<Probe> probe(Event event) {
        return container(event).map(Container::getLivenessProbe);
    }

    /** Its field path is such as {@code spec.containers{redis}}. */
    private Optional<Container> container(Event event) {
        String path = String.valueOf(event.getInvolvedObject().getFieldPath());
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .filter(container -> path.endsWith("{" + container.getName() + "}"))
                .findFirst();
    }

    /** True for what was said of a container as it runs now, and not of one that it took the place of. */
    private boolean isOfNow(Event event) {
        return started(container(event).map(Container::getName).orElse(""))
                .filter(at(event.getLastTimestamp())::isAfter)
                .isPresent();
    }

    /** Since when the container runs. */
    private Optional<Instant> started(String container) {
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getName().equals(container)
                        && status.getState() != null
                        && status.getState().getRunning() != null)
                .map(status -> at(status.getState().getRunning().getStartedAt()))
                .findFirst();
    }

    private static Instant at(@Nullable String time) {
        return time == null ? Instant.MIN : Instant.parse(time);
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
