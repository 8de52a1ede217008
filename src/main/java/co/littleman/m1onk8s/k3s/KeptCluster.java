// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.run.Owner;
import com.github.dockerjava.api.DockerClient;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;

/** The k3s nodes that runs with {@code --keep} have left. */
public final class KeptCluster {
    private KeptCluster() {}

    /**
     * Removes all of them.
     *
     * @return how many there were
     * @throws CheckFailedException if there is no container engine
     */
    public static int dropAll() {
        try {
            return new OrphanContainers(client()).removeAll(Owner.KEPT);
        } catch (IllegalStateException e) {
            throw EngineProblem.ofEngine(e);
        }
    }

    /** The factory's own client would start a container first, which removes those of this process at its end. */
    private static DockerClient client() {
        List<DockerClientProviderStrategy> strategies = new ArrayList<>();
        ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
        return DockerClientProviderStrategy.getFirstValidStrategy(strategies).getDockerClient();
    }
}
