// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.exporter;

import co.littleman.m1onk8s.metrics.PodScrape;
import co.littleman.m1onk8s.metrics.ScrapeAnnotations;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.ContainerPort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One pod that Prometheus would scrape.
 *
 * @param annotated what asks for it: what carries the annotations, such as {@code Service cache}, or a monitor
 * @param declared what it asks for, in the words of its manifest
 * @param file where that is declared
 * @param ports where it would ask, the likeliest first
 */
record ScrapeTarget(
        String annotated,
        String declared,
        Place file,
        ScrapeAnnotations annotations,
        String pod,
        String ip,
        List<Integer> ports) {
    private static final Map<Cause, String> ANSWERED = Map.of(
            Cause.CONNECTION_REFUSED, "refuses the connection",
            Cause.CONNECTION_TIMED_OUT, "does not answer within %d s".formatted(PodScrape.PATIENCE_SECONDS),
            Cause.CONNECTION_LOST, "gives no answer");

    private static final Map<Cause, String> LIKELY = Map.of(
            Cause.CONNECTION_REFUSED, "nothing listens on that port; the exporter listens on another",
            Cause.CONNECTION_TIMED_OUT, "something drops the packets, or the exporter hangs",
            Cause.METRICS_NOT_PROMETHEUS, "the port or the path is that of something else than the exporter's metrics");

    ScrapeTarget {
        ports = List.copyOf(ports);
    }

    /** Why nothing comes of it; about the first port, which is the annotated one if there is one. */
    Finding finding(Workload workload, Map<Integer, PodScrape> answers) {
        int first = ports.get(0);
        PodScrape answer = Objects.requireNonNull(answers.get(first));
        Finding finding = Finding.of(
                        Objects.requireNonNull(answer.cause()),
                        "Prometheus gets no metrics of pod %s: %s, asked at port %d, %s."
                                .formatted(pod, annotated, first, answered(answer)))
                .expected("samples in Prometheus' text format")
                .seen(answers.entrySet().stream()
                        .map(entry -> "port %d: %s"
                                .formatted(entry.getKey(), entry.getValue().said()))
                        .collect(Collectors.joining("\n")))
                .detail("declared", declared, file)
                .detail("containers", containers(workload), workload.file());
        return finding.likely(likely(answer))
                .next("kubectl -n %s port-forward %s %d   # then: curl http://localhost:%d%s"
                        .formatted(workload.namespace(), pod, first, first, annotations.path()));
    }

    /** TLS is asked for, and plain HTTP spoken. */
    Finding plain(int port) {
        return Finding.of(
                        Cause.METRICS_ANNOTATION_WRONG,
                        "Prometheus gets no metrics of pod %s: by what %s says it speaks TLS, and port %d answers in plain HTTP."
                                .formatted(pod, annotated, port))
                .expected("the scheme as the exporter has it: http, if nothing is said")
                .seen("scheme https")
                .detail("declared", declared, file)
                .likely("the exporter was never given a certificate");
    }

    private static String answered(PodScrape answer) {
        return ANSWERED.getOrDefault(Objects.requireNonNull(answer.cause()), "answers something else");
    }

    /** A target by annotations. */
    static String declared(ScrapeAnnotations annotations) {
        return annotations.port() == null
                ? "prometheus.io/scrape without a port, path " + annotations.path()
                : "prometheus.io/port %d, path %s".formatted(annotations.port(), annotations.path());
    }

    private static String likely(PodScrape answer) {
        return LIKELY.getOrDefault(Objects.requireNonNull(answer.cause()), "");
    }

    private static String containers(Workload workload) {
        return workload.containers().stream()
                .map(container -> container.getName() + ": "
                        + container.getPorts().stream()
                                .map(ContainerPort::getContainerPort)
                                .map(String::valueOf)
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }
}
