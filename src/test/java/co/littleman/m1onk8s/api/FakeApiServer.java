// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import co.littleman.m1onk8s.k3s.ReuseLock;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API server that gives the replies that a test told it to give, and 404 to all else. */
public final class FakeApiServer implements AutoCloseable {
    private record Answer(int code, String body, List<String> warnings) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public FakeApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        on("GET /version", 200, "{\"major\": \"1\", \"minor\": \"34\", \"gitVersion\": \"v1.34.4\"}");
    }

    /** Replies to a request such as {@code GET /api/v1}. */
    public FakeApiServer on(String request, int code, String body) {
        answers.put(request, new Answer(code, body, List.of()));
        return this;
    }

    /** Replies with Warning headers, as they go over the wire. */
    public FakeApiServer warn(String request, String body, String... warnings) {
        answers.put(request, new Answer(200, body, List.of(warnings)));
        return this;
    }

    /** Refuses a request with a message, as the API server words it. */
    public FakeApiServer refuse(String request, int code, String message) {
        return on(
                request,
                code,
                "{\"kind\": \"Status\", \"code\": %d, \"message\": \"%s\"}"
                        .formatted(code, message.replace("\"", "\\\"")));
    }

    /** The requests so far, query strings included. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** What the last such request said. */
    public String body(String request) {
        return bodies.getOrDefault(request, "");
    }

    /** The media type that the last such request asked for. */
    public String accepted(String request) {
        return accepted.getOrDefault(request, "");
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    public Cluster cluster() {
        return new Cluster("existing", "", "", new ApiClient(config()), () -> {}, () -> {});
    }

    /** One that is kept under a lock. */
    public Cluster kept(ReuseLock lock) {
        return new Cluster("kept", "", "", new ApiClient(config()), () -> {}, () -> {}, lock);
    }

    /** One that the run kept, or whose end breaks. */
    public Cluster cluster(String kind, Runnable teardown) {
        return new Cluster(kind, "", "", new ApiClient(config()), () -> {}, teardown);
    }

    /** A cluster that is already there: nothing that writes is sent to it before it is let. */
    public Cluster existing() {
        return new Cluster("existing", "", "", ApiClient.readOnly(config()), () -> {}, () -> {});
    }

    /** What is at a URL, whoever listens there. */
    static Cluster at(String url) {
        return new Cluster("existing", "", "", ApiClient.readOnly(config(url)), () -> {}, () -> {});
    }

    private Config config() {
        return config(url());
    }

    private static Config config(String url) {
        return Config.fromKubeconfig("""
                apiVersion: v1
                kind: Config
                current-context: fake
                contexts: [{name: fake, context: {cluster: fake, user: fake}}]
                clusters: [{name: fake, cluster: {server: "%s"}}]
                users: [{name: fake, user: {}}]
                """.formatted(url));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        requests.add(method + " " + exchange.getRequestURI());
        Answer answer = answers.getOrDefault(
                method + " " + exchange.getRequestURI().getPath(),
                new Answer(404, "{\"message\": \"not found\"}", List.of()));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        accepted.put(
                method + " " + exchange.getRequestURI().getPath(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Accept")));
        bodies.put(
                method + " " + exchange.getRequestURI().getPath(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        answer.warnings().forEach(warning -> exchange.getResponseHeaders().add("Warning", warning));
        exchange.sendResponseHeaders(answer.code(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
