// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.MetadataList;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.RunInterruptedException;
import co.littleman.m1onk8s.run.Poll;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one kind in one namespace, kept up to date by a watch: one list and one watch for a whole run, however
 * often it looks.
 */
final class ResourceCache<T extends HasMetadata> implements AutoCloseable {
    /**
     * A watch that ends is opened again after a second or two. One that is not gets old without a word, as was seen
     * once when all connections were cut on a busy machine: then all is listed and watched anew.
     */
    private static final Duration DEAF = Duration.ofSeconds(5);

    /** What happened is heard within a fraction of a second; this long a view is behind only if it hears nothing. */
    private static final Duration BEHIND = Duration.ofSeconds(2);

    private final String kind;
    private final Supplier<ApiResponse> listed;
    private final Supplier<SharedIndexInformer<T>> informers;
    private final CompletableFuture<Void> started;
    private SharedIndexInformer<T> informer;
    private @Nullable SharedIndexInformer<T> next;
    private @Nullable CompletableFuture<Void> nextStarted;
    private long deafSinceNanos;
    private boolean deaf;
    private volatile @Nullable Throwable refusal;

    ResourceCache(Cluster cluster, String namespace, Class<T> type) {
        this.kind = HasMetadata.getPlural(type);
        // Not by the library, whose list waits for ever if a connection is cut in its middle.
        this.listed = () -> cluster.get(path(type, namespace), MetadataList.LIST);
        // A list that fails later than the first is tried again, be it for a right: the checks say what is missing.
        this.informers =
                () -> cluster.client().resources(type).inNamespace(namespace).runnableInformer(0);
        this.informer = informers.get();
        informer.exceptionHandler(this::lost);
        this.started = informer.start().toCompletableFuture();
    }

    private boolean lost(boolean begun, Throwable failure) {
        refusal = failure;
        return begun;
    }

    /** The informer that hears what happens, if there is one. */
    private synchronized SharedIndexInformer<T> listening() {
        CompletableFuture<Void> ready = nextStarted;
        if (next != null && ready != null && ready.isDone()) {
            if (!ready.isCompletedExceptionally()) {
                informer.stop();
                informer = next;
            }
            next = null;
            deaf = false;
        }
        if (informer.isWatching()) {
            deaf = false;
        } else if (!deaf) {
            deaf = true;
            deafSinceNanos = System.nanoTime();
        } else if (next == null && System.nanoTime() - deafSinceNanos > DEAF.toNanos()) {
            startAnew();
        }
        return informer;
    }

    private void startAnew() {
        SharedIndexInformer<T> fresh = informers.get();
        fresh.exceptionHandler(this::lost);
        next = fresh;
        nextStarted = fresh.start().toCompletableFuture();
    }

    /**
     * Holds the view against what the API server says now. One that stays behind hears nothing any more, although its
     * connection may seem to be open still: it is replaced.
     *
     * @return what is heard no more; empty if all is well, or nobody can tell
     */
    Optional<String> refreshed() {
        try {
            // An object that changes all the time is never the same twice; a watch that delivers its changes works.
            String heard = heard();
            if (Poll.REMOTE.until(BEHIND, () -> isUpToDate() || !heard().equals(heard))) {
                return Optional.empty();
            }
            replace();
            Poll.LOCAL.until(DEAF, this::isReplaced);
            return Optional.of(kind);
        } catch (CheckFailedException e) {
            return Optional.empty();
        }
    }

    /** The version of the last change that was heard of. */
    private String heard() {
        return String.valueOf(listening().lastSyncResourceVersion());
    }

    private boolean isUpToDate() {
        ApiResponse reply = listed.get();
        return !reply.isSuccess() || versions(reply).equals(versions(all()));
    }

    private synchronized void replace() {
        if (next == null) {
            startAnew();
        }
    }

    private synchronized boolean isReplaced() {
        listening();
        return next == null;
    }

    private static Map<String, String> versions(ApiResponse list) {
        Map<String, String> versions = new HashMap<>();
        list.body()
                .path("items")
                .forEach(object -> versions.put(
                        object.at("/metadata/uid").asText(),
                        object.at("/metadata/resourceVersion").asText()));
        return versions;
    }

    private static <T extends HasMetadata> Map<String, String> versions(List<T> objects) {
        return objects.stream()
                .collect(Collectors.toMap(
                        object -> object.getMetadata().getUid(),
                        object -> object.getMetadata().getResourceVersion()));
    }

    private static String path(Class<? extends HasMetadata> type, String namespace) {
        String version = HasMetadata.getApiVersion(type);
        return "%s/%s/namespaces/%s/%s"
                .formatted(version.contains("/") ? "/apis" : "/api", version, namespace, HasMetadata.getPlural(type));
    }

    /** Waits for the first list. */
    void awaitStarted() {
        try {
            started.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunInterruptedException.whileDoing("listing " + kind);
        } catch (ExecutionException e) {
            throw ApiProblem.of("listing and watching " + kind, e);
        }
    }

    /**
     * All there are.
     *
     * @throws CheckFailedException if they may not be watched any more: what is known of them gets old
     */
    List<T> all() {
        SharedIndexInformer<T> now = listening();
        Throwable failure = refusal;
        if (failure != null && !now.isWatching()) {
            KubernetesClientException known = known(failure);
            if (known != null) {
                throw ApiProblem.of("listing and watching " + kind, known);
            }
        }
        return now.getStore().list();
    }

    private static @Nullable KubernetesClientException known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException known && ApiProblem.isRefusal(known)) {
                return known;
            }
        }
        return null;
    }

    Optional<T> named(String name) {
        return all().stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }

    @Override
    public synchronized void close() {
        informer.stop();
        if (next != null) {
            next.stop();
        }
    }
}
