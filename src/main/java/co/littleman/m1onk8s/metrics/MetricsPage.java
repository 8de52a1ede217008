// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import co.littleman.m1onk8s.network.PodPath;
import co.littleman.m1onk8s.network.PortForward;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.RunInterruptedException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** One pod's page of metrics, as often as it is asked for. */
public final class MetricsPage {
    /** Prometheus' own scrape_timeout, if nothing else is configured. */
    private static final Duration SCRAPE_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final String pod;
    private final URI uri;
    private final Function<String, CheckFailedException> connectionProblem;
    private final BooleanSupplier wayIsOpen;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** The page behind a port-forward; nothing is asked yet. */
    public MetricsPage(String pod, PortForward portForward, PodPath way, String path) {
        this(
                pod,
                URI.create("http://%s:%d%s".formatted(portForward.host(), portForward.port(), path)),
                portForward::explain,
                way::isOpen);
    }

    MetricsPage(
            String pod, URI uri, Function<String, CheckFailedException> connectionProblem, BooleanSupplier wayIsOpen) {
        this.pod = pod;
        this.uri = uri;
        this.connectionProblem = connectionProblem;
        this.wayIsOpen = wayIsOpen;
    }

    /**
     * Fetches and reads it.
     *
     * @throws CheckFailedException if nothing comes back, or something that is no page of metrics
     */
    public Scrape scrape() {
        HttpResponse<String> response = fetch();
        String problem = response.statusCode() == HttpURLConnection.HTTP_OK
                ? TextFormat.problem(response.body()).orElse("")
                : "HTTP status " + response.statusCode();
        if (!problem.isEmpty()) {
            throw new CheckFailedException(Finding.of(
                            Cause.METRICS_NOT_PROMETHEUS,
                            "The exporter in pod %s answers %s, but not in Prometheus' text format."
                                    .formatted(pod, uri.getPath()))
                    .expected("samples, such as process_start_time_seconds 1.7e9")
                    .seen(problem));
        }
        return Scrape.of(response.body());
    }

    private HttpResponse<String> fetch() {
        try {
            return client.send(
                    HttpRequest.newBuilder(uri).timeout(SCRAPE_TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunInterruptedException.whileDoing("scraping pod " + pod);
        } catch (HttpTimeoutException e) {
            throw new CheckFailedException(silent(pod, wayIsOpen.getAsBoolean()), e);
        } catch (IOException e) {
            throw connectionProblem.apply(String.valueOf(e.getMessage()));
        }
    }

    /** A port-forward that is late itself says nothing about the exporter. */
    static Finding silent(String pod, boolean wayIsOpen) {
        String silence = "The exporter in pod %s does not answer within %d s, Prometheus' own limit."
                .formatted(pod, SCRAPE_TIMEOUT.toSeconds());
        return wayIsOpen
                ? Finding.of(Cause.CONNECTION_TIMED_OUT, silence)
                        .likely("it waits for the server that it watches, or has too little CPU")
                : Finding.of(
                                Cause.TUNNEL_LOST,
                                "Nothing gets through to pod %s in time, so it is not known whether its exporter answers."
                                        .formatted(pod))
                        .seen(silence)
                        .likely("this machine or the node has no CPU left, or the connection to the API server is slow")
                        .next("uptime   # then run again");
    }
}
