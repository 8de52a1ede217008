// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import co.littleman.m1onk8s.kubeconfig.ClusterConnection;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.RunInterruptedException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client of one API server that counts its requests, gives up soon, and where it is told so only reads. */
public final class ApiClient implements AutoCloseable {
    /** fabric8's ten retries with back-off take minutes to say that a server is not there. */
    private static final int RETRIES = 1;

    private static final int CONNECT_MILLIS = 3_000;
    private static final int REQUEST_MILLIS = 10_000;

    /** The library's own calls wait for ever if a connection is cut in the middle of an answer. */
    private static final int PATIENCE_MILLIS = (1 + RETRIES) * (CONNECT_MILLIS + REQUEST_MILLIS);

    /** A server that is there answers this at once; ten seconds are all that a person waits for a typo. */
    private static final int FIRST_MILLIS = 7_000;

    private final ClusterConnection way;
    private final List<KubernetesClient> clients = new CopyOnWriteArrayList<>();
    private final RequestKind traffic;
    private final AtomicInteger requests = new AtomicInteger();
    private final Outages outages = new Outages();
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    private final RequestGate gate;

    /** A client that may do all that its user may. */
    public ApiClient(Config config) {
        this(ClusterConnection.plain(config));
    }

    public ApiClient(ClusterConnection way) {
        this(way, true);
    }

    private ApiClient(ClusterConnection way, boolean mayWrite) {
        this.way = way;
        Config config = way.config();
        this.traffic = RequestKind.of(config.getMasterUrl());
        this.gate = new RequestGate(traffic, mayWrite);
        config.setRequestRetryBackoffLimit(RETRIES);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        // Without TLS the JDK would ask for HTTP/2 by an upgrade, which proxies take for that of a WebSocket.
        // A user that the server does not know gets an answer, and the connection is closed: by HTTP/2 the JDK loses
        // that answer.
        config.setHttp2Disable(config.getMasterUrl().startsWith("http://") || isNobody(config));
        clients.add(build(config));
    }

    /**
     * Has all that is asked from now on go by new connections. One that a firewall has forgotten swallows whatever is
     * sent: by HTTP/2 all requests go by the same, and the JDK never asks whether anybody is still there.
     *
     * @param silent how many clients there were when the request was sent that nobody answered
     */
    private synchronized void startAnew(int silent) {
        if (silent == clients.size()) {
            clients.add(build(way.config()));
        }
    }

    private static boolean isNobody(Config config) {
        return config.getOauthTokenProvider() == null
                && config.getOauthToken() == null
                && config.getClientCertData() == null
                && config.getClientCertFile() == null;
    }

    private KubernetesClient build(Config config) {
        int number = clients.size() + 1;
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(builder -> {
                    if (config.getOauthTokenProvider() != null) {
                        builder.addOrReplaceInterceptor(
                                TokenRefreshInterceptor.NAME, new BearerToken(config.getOauthTokenProvider()));
                    }
                    builder.addOrReplaceInterceptor("count", new Counter(number));
                })
                .build();
    }

    /** A client that sends no request that writes until it is allowed to. */
    public static ApiClient readOnly(Config config) {
        return readOnly(ClusterConnection.plain(config));
    }

    /** As above. */
    public static ApiClient readOnly(ClusterConnection way) {
        return new ApiClient(way, false);
    }

    RequestGate gate() {
        return gate;
    }

    public KubernetesClient client() {
        return clients.get(clients.size() - 1);
    }

    /** How it is reached. */
    ClusterConnection way() {
        return way;
    }

    int requests() {
        return requests.get();
    }

    Outages outages() {
        return outages;
    }

    /** The first request of a run: it is known within {@link #FIRST_MILLIS} whether the server answers. */
    String serverVersion() {
        String doing = "asking %s for its version".formatted(client().getMasterUrl());
        try {
            String version =
                    version(doing).required(doing).body().path("gitVersion").asText("");
            if (version.isEmpty()) {
                throw ApiProblem.noApiServer(client().getMasterUrl().toString());
            }
            return version;
        } catch (CheckFailedException e) {
            close();
            throw way.explain(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private ApiResponse version(String doing) {
        try {
            return reply(client(), doing, request("/version").build(), FIRST_MILLIS);
        } catch (CheckFailedException e) {
            if (!e.finding().seen().contains("GOAWAY")) {
                throw e;
            }
            // The server closes the connection after its answer to an unknown user: the JDK loses that (JDK-8335181).
            way.config().setHttp2Disable(true);
            try (KubernetesClient plain = build(way.config())) {
                return reply(plain, doing, request("/version").build(), FIRST_MILLIS);
            }
        }
    }

    ApiResponse send(String method, String path, @Nullable String contentType, @Nullable String body) {
        return send(method, path, contentType, body, Map.of());
    }

    ApiResponse send(
            String method,
            String path,
            @Nullable String contentType,
            @Nullable String body,
            Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::header);
        if (body != null) {
            request.method(method, contentType, body);
        }
        return reply(client(), method + " " + path, request.build(), PATIENCE_MILLIS);
    }

    /** GETs what is no JSON, unless it is refused. */
    String text(String doing, String path) {
        HttpResponse<String> response = response(client(), doing, request(path).build(), PATIENCE_MILLIS);
        if (!response.isSuccessful()) {
            throw ApiProblem.of(doing, reply(response));
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return client().getHttpClient()
                .newHttpRequestBuilder()
                .uri(client().getMasterUrl() + path.substring(1))
                .timeout(REQUEST_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static ApiResponse reply(KubernetesClient client, String doing, HttpRequest request, int millis) {
        return reply(response(client, doing, request, millis));
    }

    private static ApiResponse reply(HttpResponse<String> response) {
        return ApiResponse.of(response.code(), response.body(), response.headers("Warning"));
    }

    private static HttpResponse<String> response(
            KubernetesClient client, String doing, HttpRequest request, int millis) {
        try {
            return client.getHttpClient().sendAsync(request, String.class).get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunInterruptedException.whileDoing(doing);
        } catch (TimeoutException e) {
            TimeoutException said = new TimeoutException("no answer within %d s".formatted(millis / 1000));
            throw ApiProblem.of(doing, new KubernetesClientException(said.getMessage(), said));
        } catch (ExecutionException e) {
            throw ApiProblem.of(doing, e);
        }
    }

    @Override
    public void close() {
        clients.forEach(KubernetesClient::close);
    }

    private final class Counter implements Interceptor {
        private final int client;

        Counter(int client) {
            this.client = client;
        }

        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            gate.admit(request);
            requests.incrementAndGet();
            noteWatch(request.uri());
        }

        /** A watch is opened again if it has ended, which nobody tells us: the library does it in silence. */
        private void noteWatch(URI uri) {
            if (String.valueOf(uri.getQuery()).contains("watch=true") && !watched.add(uri.getPath())) {
                outages.note("the watch of %s ended".formatted(uri.getPath()));
            }
        }

        @Override
        public void after(
                HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
            // A kubelet's or a pod's own failure comes by way of the API server, and says nothing about it.
            // To an apply the server answers 500 if the object itself is at fault: it has the wrong type somewhere.
            if (!traffic.leadsIntoAPod(request.uri().getPath())
                    && !request.method().equals("PATCH")) {
                outages.note(response.code());
            }
        }

        @Override
        public void afterConnectionFailure(HttpRequest request, Throwable failure) {
            outages.note(failure);
            if (failure instanceof HttpTimeoutException) {
                startAnew(client);
            }
        }

        /** A proxy's refusal has no body, and fabric8 would die of that. */
        @Override
        public CompletableFuture<Boolean> afterFailure(
                BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
            return response.code() == HttpURLConnection.HTTP_PROXY_AUTH
                    ? CompletableFuture.failedFuture(
                            new KubernetesClientException("HTTP 407: the proxy wants a login", response.code(), null))
                    : CompletableFuture.completedFuture(false);
        }
    }
}
