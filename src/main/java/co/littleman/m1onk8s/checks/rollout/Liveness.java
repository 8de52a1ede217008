// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.Workload;
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
 * What the kubelet says of the liveness probes of one pod, for as long as its containers have been running. A probe
 * that failed is none yet that goes on failing: that shows when its time comes again.
 *
 * @param events all that was said of the pod
 */
record Liveness(Workload workload, Pod pod, List<Event> events) {
    /** The kubelet says what it did within a second. */
    private static final Duration SAID = Duration.ofSeconds(2);

    /** All that is known of a probe that says nothing. */
    static final String RESTARTS_IT = "its liveness probe fails, and restarts it each time";

    /**
     * Two restarts so far apart are two accidents; the kubelet's own pauses between restarts are five minutes at most.
     */
    private static final Duration LATELY = Duration.ofMinutes(6);

    Liveness {
        events = List.copyOf(events);
    }

    /**
     * How long it takes until a probe that may never pass has been asked once: one of a port that its container does
     * not declare, and that no readiness probe asks. It may be healthy all the same, for a container may listen on any
     * port; of all others a pod that is ready has shown enough.
     *
     * @param unheard containers whose probe we asked, and could not tell what came of it
     */
    Duration untilAsked(Instant now, List<String> unheard) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> isUnproven(container) || unheard.contains(container.getName()))
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

    /** The finding if a container is restarted for it. */
    Optional<Finding> restart() {
        return events.stream()
                .filter(event -> isForLiveness(event) && isOfNow(event))
                .findFirst()
                .map(this::restart);
    }

    /**
     * The finding for a container that is restarted for it again and again: a run that looks on for some seconds sees
     * only the pause between two restarts.
     */
    Optional<Finding> repeatedly(Instant now) {
        return events.stream()
                .filter(event -> isForLiveness(event)
                        && event.getCount() != null
                        && event.getCount() > 1
                        && at(event.getLastTimestamp()).isAfter(now.minus(LATELY)))
                .findFirst()
                .map(killing -> Finding.of(
                                Cause.CONTAINER_RESTARTED,
                                "Container %s of %s %s is restarted by its liveness probe again and again."
                                        .formatted(
                                                container(killing)
                                                        .map(Container::getName)
                                                        .orElse(""),
                                                workload.kind(),
                                                workload.name()))
                        .expected("a liveness probe that passes")
                        .seen(lastFailure(killing, events.stream().filter(Liveness::isFailure)))
                        .detail(
                                "restarts",
                                "%d, the last at %s".formatted(killing.getCount(), killing.getLastTimestamp()))
                        .detail("declared", workload.reference(), workload.file())
                        .likely(ProbeWords.likely(
                                lastFailure(killing, events.stream().filter(Liveness::isFailure))))
                        .next("kubectl -n %s describe pod %s"
                                .formatted(
                                        workload.namespace(), pod.getMetadata().getName())));
    }

    /** The finding if a probe has failed twice with words that no other try changes: the restart will come. */
    Optional<Finding> never() {
        return failed().filter(event -> ProbeWords.isFinal(String.valueOf(event.getMessage())) && failures() > 1)
                .findFirst()
                .map(event -> fails(container(event).map(Container::getName).orElse(""), event.getMessage()));
    }

    /** The finding for a probe that we asked ourselves. */
    Finding fails(LivenessQuestion question, String words) {
        return fails(question.container().getName(), words);
    }

    private Finding fails(String container, String words) {
        return Finding.of(
                        Cause.CONTAINER_RESTARTED,
                        "Container %s of %s %s runs, and its liveness probe fails: it is restarted again and again."
                                .formatted(container, workload.kind(), workload.name()))
                .expected("a liveness probe that passes")
                .seen(words)
                .detail("declared", workload.reference(), workload.file())
                .likely(ProbeWords.likely(words))
                .next("kubectl -n %s describe pod %s"
                        .formatted(workload.namespace(), pod.getMetadata().getName()));
    }

    /** A restart that was seen first and is explained by what was said of a liveness probe before it. */
    Finding explained(Finding restart) {
        boolean killed = events.stream().anyMatch(Liveness::isForLiveness);
        return events.stream()
                .filter(event -> killed && isFailure(event))
                .map(Event::getMessage)
                .reduce((first, last) -> last)
                .map(said -> restart.detail("the kubelet", said)
                        .likely(
                                ProbeWords.likely(said).isEmpty()
                                        ? RESTARTS_IT
                                        : "its liveness probe fails, and restarts it each time: "
                                                + ProbeWords.likely(said)))
                .orElse(restart);
    }

    private Finding restart(Event killing) {
        String name = container(killing).map(Container::getName).orElse("");
        String said = lastFailure(killing, failed());
        return Finding.of(
                        Cause.CONTAINER_RESTARTED,
                        "Container %s of %s %s runs, and its liveness probe restarts it all the same."
                                .formatted(name, workload.kind(), workload.name()))
                .expected("a liveness probe that passes")
                .seen(said)
                .detail("declared", workload.reference(), workload.file())
                .likely(ProbeWords.likely(said))
                .next("kubectl -n %s describe pod %s"
                        .formatted(workload.namespace(), pod.getMetadata().getName()));
    }

    /** What was said of the container's probe before it was killed. */
    private String lastFailure(Event killing, Stream<Event> failures) {
        String name = container(killing).map(Container::getName).orElse("");
        return failures.filter(event ->
                        container(event).map(Container::getName).orElse("").equals(name))
                .map(Event::getMessage)
                .reduce((first, last) -> last)
                .orElse(String.valueOf(killing.getMessage()));
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

    /** Its field path is such as {@code spec.containers{web}}. */
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

    private Optional<Instant> started(String container) {
        return started(pod, container);
    }

    /** Since when the container runs; empty if it does not. */
    static Optional<Instant> started(Pod pod, String container) {
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
