// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.Script;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * What came back when a pod inside the cluster asked an address for its metrics.
 *
 * @param cause null for a page of metrics
 * @param said the number of samples, or what came instead
 */
public record PodScrape(@Nullable Cause cause, String said) {
    /** Prometheus' own scrape_timeout, if nothing else is configured. */
    public static final int PATIENCE_SECONDS = 10;

    private static final String NO_TOOL = "no tool";
    private static final String EXIT = "exit=";
    /** What timeout(1) ends with when it had to end the command. */
    private static final String TIMED_OUT = "124";

    /**
     * Asks from the client pod, with what its image has. HTTP/1.0, so that the answer ends with the connection; and no
     * Host header, which some other server at that port might take, and log, for an attack.
     */
    public static PodScrape ask(ClientPod client, String ip, int port, String path) {
        return of(client.run(script(ip, port, path)));
    }

    static String script(String ip, int port, String path) {
        String url = "http://%s:%d%s".formatted(ip.contains(":") ? "[" + ip + "]" : ip, port, path);
        return Script.of(PodScrape.class, "scrape.sh")
                .with("ip", ip)
                .with("port", port)
                .with("path", path)
                .with("url", url)
                .with("patience", PATIENCE_SECONDS)
                .with("no_tool", NO_TOOL)
                .with("exit_mark", EXIT)
                .text();
    }

    /** Reads what the script printed. */
    static PodScrape of(String output) {
        int end = output.lastIndexOf("\n" + EXIT);
        String answer = end < 0 ? output : output.substring(0, end);
        String exit = end < 0 ? "" : output.substring(end + 1 + EXIT.length()).strip();
        if (answer.strip().equals(NO_TOOL)) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a client image with bash, wget or curl");
        }
        if (answer.startsWith("HTTP/")) {
            return page(answer);
        }
        if (answer.contains("onnection refused")) {
            return new PodScrape(Cause.CONNECTION_REFUSED, "connection refused");
        }
        if (answer.isBlank() || answer.contains("timed out")) {
            return exit.equals(TIMED_OUT) || answer.contains("timed out")
                    ? new PodScrape(Cause.CONNECTION_TIMED_OUT, "no answer within %d s".formatted(PATIENCE_SECONDS))
                    : new PodScrape(Cause.CONNECTION_LOST, "the connection closed without an answer");
        }
        String first = answer.lines().findFirst().orElse("").strip();
        boolean unreachable = first.startsWith("bash:") || first.startsWith("curl:") || first.startsWith("wget:");
        return new PodScrape(unreachable ? Cause.CONNECTION_LOST : Cause.METRICS_NOT_PROMETHEUS, first);
    }

    private static PodScrape page(String answer) {
        String head = answer.lines().findFirst().orElse("").strip();
        if (!head.matches("HTTP/\\S+ 200\\b.*")) {
            return new PodScrape(Cause.METRICS_NOT_PROMETHEUS, head);
        }
        String body = answer.replaceFirst("(?s)^.*?\\r?\\n\\r?\\n", "");
        return TextFormat.problem(body)
                .map(problem -> new PodScrape(Cause.METRICS_NOT_PROMETHEUS, problem))
                .orElseGet(() -> new PodScrape(null, TextFormat.samples(body).size() + " samples"));
    }
}
