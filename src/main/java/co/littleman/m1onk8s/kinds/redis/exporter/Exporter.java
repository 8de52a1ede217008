// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.exporter;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.metrics.MetricsPage;
import co.littleman.m1onk8s.metrics.ScrapeAnnotations;
import co.littleman.m1onk8s.network.PodPath;
import co.littleman.m1onk8s.network.PortForward;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.stack.Component;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The metrics exporter beside Redis, reached through a port-forward to its pod. */
final class Exporter {
    private Exporter() {}

    /** Asks for the metrics page of a pod. */
    static void of(ComponentContext it, Pod pod, Consumer<MetricsPage> questions) {
        String name = pod.getMetadata().getName();
        Cluster cluster = it.stack().cluster();
        try (PortForward portForward = PortForward.open(
                cluster, it.namespace(), name, RedisComponent.of(it.component()).exporterPort())) {
            questions.accept(
                    new MetricsPage(name, portForward, new PodPath(cluster, it.namespace(), name), path(it, pod)));
        }
    }

    /** The ready pods; there is nothing to say of none. */
    static List<Pod> pods(ComponentContext it) {
        List<Pod> pods = it.readyPods();
        if (pods.isEmpty()) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, RedisRequirement.EXPORTER.words());
        }
        return pods;
    }

    private static String path(ComponentContext it, Pod pod) {
        return Stream.concat(
                        Stream.of(ScrapeAnnotations.of(pod.getMetadata().getAnnotations())),
                        it.services().stream()
                                .flatMap(service -> it.view().service(service).stream())
                                .map(live ->
                                        ScrapeAnnotations.of(live.getMetadata().getAnnotations())))
                .filter(ScrapeAnnotations::wanted)
                .map(ScrapeAnnotations::path)
                .findFirst()
                .orElse(ScrapeAnnotations.of(null).path());
    }

    /** Where the manifests send it, without the password that may be part of it. */
    static String address(Component component) {
        return RedisComponent.of(component)
                .exporterAddress()
                .map(value -> value.replaceAll("//[^@/]*@", "//***@"))
                .orElse("not set in the environment");
    }

    /** The Redis beside it that it is sent to. */
    static RedisContext watched(ComponentContext it) {
        return RedisContext.each(it).stream()
                .filter(server -> server.redis().isExported())
                .findFirst()
                .orElseThrow(
                        () -> new CheckSkippedException(SkipReason.REQUIREMENT, RedisRequirement.EXPORTER.words()));
    }
}
