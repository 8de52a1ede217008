package co.littleman.m1onk8s.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the stack runs. */
public sealed interface Target {
    /**
     * A k3s node in a container, started for this run.
     *
     * @param keep leave it running, and reuse one that was left
     * @param archives image archives to load before the node starts
     * @param mirror registry mirror for docker.io
     * @param registries file in the form of k3s' registries.yaml; not beside a mirror
     */
    record Ephemeral(
            String nodeImage,
            boolean keep,
            List<Path> archives,
            @Nullable URI mirror,
            @Nullable Path registries) implements Target {
        public Ephemeral {
            archives = List.copyOf(archives);
        }
    }

    /**
     * A cluster that is already there. The context is always explicit: a suite that guesses hits the wrong cluster.
     *
     * @param kubeconfig file that holds the context
     */
    record Existing(Path kubeconfig, String context) implements Target {}
}
