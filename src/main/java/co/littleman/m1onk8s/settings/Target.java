// SPDX-License-Identifier: Apache-2.0
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

    /** A cluster that people depend on. How far a run may go there, the list and the owners of its namespaces say. */
    sealed interface Shared extends Target {
        /** How it was named. */
        String context();

        /** The clusters on which a run may do more than observe. */
        AllowList allowed();
    }

    /**
     * A cluster that is already there. The context is always explicit: a suite that guesses hits the wrong cluster.
     *
     * @param kubeconfig files that hold the context
     */
    record Existing(KubeconfigFiles kubeconfig, String context, AllowList allowed) implements Shared {
        /** By a file that was named. */
        public Existing(Path kubeconfig, String context, AllowList allowed) {
            this(KubeconfigFiles.named(kubeconfig), context, allowed);
        }
    }

    /**
     * The cluster that this process itself runs in, as a pod, by its ServiceAccount. As explicit as a context.
     *
     * @param account directory with the account's token and the CA of the API server
     * @param server URL of the API server
     */
    record InCluster(Path account, String server, AllowList allowed) implements Shared {
        @Override
        public String context() {
            return "in-cluster";
        }
    }

    /**
     * A cluster that the caller started itself and answers for, by its kubeconfig: nothing is asked there before the
     * run, no list is looked at. Only code can say so, no setting can.
     */
    record Own(Path kubeconfig, String context) implements Target {}
}
