package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.cluster.ApiProblem;
import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.verdict.Interrupted;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one kind in one namespace, kept up to date by a watch: one list and one watch for a whole run, however
 * often it looks.
 */
final class Watched<T extends HasMetadata> implements AutoCloseable {
    private final String kind;
    private final SharedIndexInformer<T> informer;
    private final CompletableFuture<Void> started;
    private volatile @Nullable Throwable refusal;

    Watched(Cluster cluster, String namespace, Class<T> type) {
        this.kind = HasMetadata.getPlural(type);
        this.informer = cluster.client().resources(type).inNamespace(namespace).runnableInformer(0);
        // A list that fails later than the first is tried again, be it for a right: the claims say what is missing.
        informer.exceptionHandler(this::lost);
        this.started = informer.start().toCompletableFuture();
    }

    private boolean lost(boolean started, Throwable failure) {
        refusal = failure;
        return started;
    }

    /** Waits for the first list. */
    void awaitStarted() {
        try {
            started.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Interrupted.whileDoing("listing " + kind);
        } catch (ExecutionException e) {
            throw ApiProblem.of("listing and watching " + kind, e);
        }
    }

    /**
     * All there are.
     *
     * @throws Unproven where they may not be watched any more: what is known of them gets old
     */
    List<T> all() {
        Throwable failure = refusal;
        if (failure != null && !informer.isWatching()) {
            KubernetesClientException known = known(failure);
            if (known != null) {
                throw ApiProblem.of("listing and watching " + kind, known);
            }
        }
        return informer.getStore().list();
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
    public void close() {
        informer.stop();
    }
}
