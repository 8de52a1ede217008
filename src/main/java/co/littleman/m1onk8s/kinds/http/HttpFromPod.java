// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.Script;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way from a client pod, by bash alone: what image it runs is the user's choice. */
record HttpFromPod(ClientPod pod, Address address, String host) implements HttpPath {
    private static final Pattern ANSWER = Pattern.compile("(?m)^answer (\\d+) ([A-Za-z0-9+/=]*)$");
    private static final Pattern TIME = Pattern.compile("(?m)^micros (\\d+)$");
    /** Exit code of timeout(1) if time was up. */
    private static final int TIME_UP = 124;

    @Override
    public String title() {
        return address.toString();
    }

    @Override
    public HttpReply get(String path) throws IOException {
        return replies(pod.bash(script("http-get.sh", path, 1)), 1).get(0);
    }

    /**
     * What two requests over one connection are answered with, the second of which is sent after the first answer.
     *
     * @param closes true if the first answer said that the connection closes; then there is no second one
     */
    record Kept(HttpReply first, HttpReply second, boolean closes) {}

    /** Sends two requests over one connection. */
    Kept getTwice(String path) throws IOException {
        String output = pod.bash(script("http-keep-alive.sh", path, 2));
        List<HttpReply> replies = replies(output, 2);
        return new Kept(
                replies.get(0),
                replies.size() > 1 ? replies.get(1) : HttpReply.none(HttpReply.Kind.EMPTY, "nothing"),
                output.lines().anyMatch("closes"::equals));
    }

    /**
     * Microseconds that each of so many requests takes, one after the other; fewer if one is not answered, or more than
     * half of them have taken longer than the limit.
     */
    List<Long> micros(String path, int times, Duration limit) {
        String output =
                pod.bash("limit_micros=%d\n%s".formatted(limit.toNanos() / 1000, script("http-times.sh", path, times)));
        return TIME.matcher(output)
                .results()
                .map(time -> Long.valueOf(time.group(1)))
                .toList();
    }

    private String script(String resource, String path, int times) {
        return Script.of(HttpFromPod.class, resource)
                .with("host", address.host())
                .with("port", address.port())
                .with("request", HttpPath.request(host, path, times != 2))
                .with("patience", PATIENCE_SECONDS)
                .with("limit", HttpReply.LIMIT)
                .with("times", times)
                .text();
    }

    private List<HttpReply> replies(String output, int most) throws IOException {
        Matcher answer = ANSWER.matcher(output);
        List<HttpReply> replies = new ArrayList<>();
        while (answer.find() && replies.size() < most) {
            byte[] bytes = Base64.getDecoder().decode(answer.group(2));
            boolean timeUp = Integer.parseInt(answer.group(1)) == TIME_UP;
            HttpReply reply = HttpReply.read(new ByteArrayInputStream(bytes));
            boolean silent = timeUp && reply.kind() != HttpReply.Kind.WHOLE;
            replies.add(silent ? HttpReply.none(HttpReply.Kind.SILENT, "no whole answer") : reply);
        }
        if (replies.isEmpty()) {
            throw noConnection(output.strip());
        }
        return replies;
    }

    private CheckFailedException noConnection(String said) {
        String words =
                said.lines().reduce((first, last) -> last).orElse("nothing").replaceFirst("^.*/dev/tcp/\\S+: ", "");
        Cause cause = words.contains("refused")
                ? Cause.CONNECTION_REFUSED
                : words.contains("timed out") ? Cause.CONNECTION_TIMED_OUT : Cause.CONNECTION_LOST;
        return new CheckFailedException(
                Finding.of(cause, "From another pod, there is no connection to %s.".formatted(address))
                        .expected("a connection")
                        .seen(words));
    }
}
