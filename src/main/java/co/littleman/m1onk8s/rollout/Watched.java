package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.cluster.ApiProblem;
import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.verdict.Interrupted;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * All objects of one kind in one namespace, kept up to date by a watch: one list and one watch for a whole run, however
 * often it looks.
 */
final class Watched<T extends HasMetadata> implements AutoCloseable {
    private final String kind;
    private final SharedIndexInformer<T> informer;
    private final CompletableFuture<Void> started;

    Watched(Cluster cluster, String namespace, Class<T> type) {
        this.kind = HasMetadata.getPlural(type);
        this.informer = cluster.client().resources(type).inNamespace(namespace).runnableInformer(0);
        this.started = informer.start().toCompletableFuture();
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

    List<T> all() {
        return informer.getStore().list();
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
