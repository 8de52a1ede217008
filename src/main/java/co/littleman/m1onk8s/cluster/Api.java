package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.verdict.Interrupted;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client of one API server that counts its requests, gives up soon, and where it is told so only reads. */
final class Api implements AutoCloseable {
    /** fabric8's ten retries with back-off take minutes to say that a server is not there. */
    private static final int RETRIES = 1;

    private static final int CONNECT_MILLIS = 3_000;
    private static final int REQUEST_MILLIS = 10_000;

    /** A server that is there answers this at once; ten seconds are all that a person waits for a typo. */
    private static final int FIRST_MILLIS = 9_000;

    private final KubernetesClient client;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final Outages outages = new Outages();
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean mayWrite;

    /** A client that may do all that its user may. */
    Api(Config config) {
        this(config, true);
    }

    private Api(Config config, boolean mayWrite) {
        this.mayWrite = mayWrite;
        config.setRequestRetryBackoffLimit(RETRIES);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        this.client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("count", new Counter()))
                .build();
    }

    /** A client that sends nothing that writes, whoever asks it to, before it is let. */
    static Api readOnly(Config config) {
        return new Api(config, false);
    }

    void letWrite() {
        mayWrite = true;
    }

    KubernetesClient client() {
        return client;
    }

    int requests() {
        return requests.get();
    }

    int writes() {
        return writes.get();
    }

    Outages outages() {
        return outages;
    }

    /** The first question of a run: whoever waits for it learns within {@link #FIRST_MILLIS} that nobody answers. */
    String serverVersion() {
        String doing = "asking %s for its version".formatted(client.getMasterUrl());
        try {
            Reply reply = reply(doing, request("/version").build(), FIRST_MILLIS);
            if (!reply.isSuccess()) {
                throw ApiProblem.of(doing, reply);
            }
            return reply.body().path("gitVersion").asText();
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    Reply send(String method, String path, @Nullable String contentType, @Nullable String body) {
        return send(method, path, contentType, body, Map.of());
    }

    Reply send(
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
        return reply(method + " " + path, request.build(), RETRIES * 2 * (CONNECT_MILLIS + REQUEST_MILLIS));
    }

    private HttpRequest.Builder request(String path) {
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getMasterUrl() + path.substring(1))
                .timeout(REQUEST_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Reply reply(String doing, HttpRequest request, int millis) {
        try {
            HttpResponse<String> response =
                    client.getHttpClient().sendAsync(request, String.class).get(millis, TimeUnit.MILLISECONDS);
            return Reply.of(response.code(), response.body(), response.headers("Warning"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Interrupted.whileDoing(doing);
        } catch (TimeoutException e) {
            TimeoutException said = new TimeoutException("no answer within %d s".formatted(millis / 1000));
            throw ApiProblem.of(doing, new KubernetesClientException(said.getMessage(), said));
        } catch (ExecutionException e) {
            throw ApiProblem.of(doing, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private final class Counter implements Interceptor {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (!Traffic.reads(request.method(), request.uri().getPath())) {
                if (!mayWrite) {
                    throw new IllegalStateException("this run only reads, and does not send %s %s"
                            .formatted(request.method(), request.uri().getPath()));
                }
                writes.incrementAndGet();
            }
            requests.incrementAndGet();
            noteWatch(request.uri());
        }

        /** A watch is opened again where it has ended, which nobody tells us: the library mends it in silence. */
        private void noteWatch(URI uri) {
            if (String.valueOf(uri.getQuery()).contains("watch=true") && !watched.add(uri.getPath())) {
                outages.note("the watch of %s ended".formatted(uri.getPath()));
            }
        }

        @Override
        public void after(
                HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
            // A kubelet's or a pod's own failure comes by way of the API server, and says nothing about it.
            if (!Traffic.leadsIntoAPod(request.uri().getPath())) {
                outages.note(response.code());
            }
        }

        @Override
        public void afterConnectionFailure(HttpRequest request, Throwable failure) {
            outages.note(failure);
        }
    }
}
