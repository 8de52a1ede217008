package co.littleman.m1onk8s.claims.metrics;

import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.metrics.MetricsPage;
import co.littleman.m1onk8s.metrics.ScrapeAnnotations;
import co.littleman.m1onk8s.route.Tunnel;
import co.littleman.m1onk8s.route.WayToPod;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The metrics exporter beside Redis, reached through a tunnel to its pod. */
final class Exporter {
    private Exporter() {}

    /** Asks for the metrics page of a pod. */
    static void of(ComponentScene it, Pod pod, Consumer<MetricsPage> questions) {
        String name = pod.getMetadata().getName();
        Cluster cluster = it.stack().cluster();
        try (Tunnel tunnel =
                Tunnel.open(cluster, it.namespace(), name, it.component().metricsTargetPort())) {
            questions.accept(new MetricsPage(name, tunnel, new WayToPod(cluster, it.namespace(), name), path(it, pod)));
        }
    }

    /** The ready pods; there is nothing to say of none. */
    static List<Pod> pods(ComponentScene it) {
        List<Pod> pods = it.readyPods();
        if (pods.isEmpty()) {
            throw new Skipped(SkipReason.NEED, Need.EXPORTER.words());
        }
        return pods;
    }

    private static String path(ComponentScene it, Pod pod) {
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
        return component.metricsContainer().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().equals("REDIS_ADDR") && variable.getValue() != null)
                .map(EnvVar::getValue)
                .map(value -> value.replaceAll("//[^@/]*@", "//***@"))
                .findFirst()
                .orElse("not set in the environment");
    }
}
