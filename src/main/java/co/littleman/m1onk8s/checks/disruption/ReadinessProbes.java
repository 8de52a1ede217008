// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The readiness probes of a live pod, whose defaults the API server has filled in.
 *
 * @param server name of the container that clients connect to
 * @param byContainer those that have one
 */
public record ReadinessProbes(String server, Map<String, Probe> byContainer) {
    /** EndpointSlices follow a pod within a second, and kube-proxy them; five, when busy. */
    private static final Duration FOLLOWING = Duration.ofSeconds(5);

    /** Those of a pod. */
    public static ReadinessProbes of(Pod pod, String server) {
        Map<String, Probe> probes = new LinkedHashMap<>();
        for (Container container : pod.getSpec().getContainers()) {
            if (container.getReadinessProbe() != null) {
                probes.put(container.getName(), container.getReadinessProbe());
            }
        }
        return new ReadinessProbes(server, probes);
    }

    /**
     * How long it may take until clients are kept from a server that hangs, by the probes' own numbers: of the server's
     * own container if it has a probe, else of the others.
     */
    public Duration budget() {
        Probe own = byContainer.get(server);
        long seconds = own != null
                ? seconds(own)
                : byContainer.values().stream()
                        .mapToLong(ReadinessProbes::seconds)
                        .max()
                        .orElse(0);
        return Duration.ofSeconds(seconds).plus(FOLLOWING);
    }

    /** A probe that hangs ends by its timeout, and the next begins at once if its time has come meanwhile. */
    private static long seconds(Probe probe) {
        int period = or(probe.getPeriodSeconds(), 10);
        return (long) or(probe.getFailureThreshold(), 3) * Math.max(period, or(probe.getTimeoutSeconds(), 1)) + period;
    }

    /** Each probe in words, such as {@code exec sh -c …, every 3 s, timeout 5 s, 3 failures}. */
    public Map<String, String> words() {
        return byContainer.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> words(entry.getValue()), (a, b) -> a, LinkedHashMap::new));
    }

    private static String words(Probe probe) {
        return "%s, every %d s, timeout %d s, %d failures"
                .formatted(
                        kind(probe),
                        or(probe.getPeriodSeconds(), 10),
                        or(probe.getTimeoutSeconds(), 1),
                        or(probe.getFailureThreshold(), 3));
    }

    private static String kind(Probe probe) {
        if (probe.getExec() != null) {
            return "exec " + String.join(" ", probe.getExec().getCommand());
        }
        if (probe.getTcpSocket() != null) {
            return "tcpSocket " + probe.getTcpSocket().getPort().getValue();
        }
        if (probe.getHttpGet() != null) {
            return "httpGet " + probe.getHttpGet().getPort().getValue();
        }
        return "grpc";
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
