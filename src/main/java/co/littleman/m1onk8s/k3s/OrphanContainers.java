// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import co.littleman.m1onk8s.run.Owner;
import co.littleman.m1onk8s.run.Progress;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.util.List;
import java.util.Optional;

/** Containers of runs that were killed: found by label, removed if their process is certainly gone. */
final class OrphanContainers {
    private final DockerClient docker;

    OrphanContainers(DockerClient docker) {
        this.docker = docker;
    }

    void sweep(Progress progress) {
        for (Container container : containers(Owner.OWNER)) {
            Optional<Owner> owner = Owner.parse(container.getLabels().getOrDefault(Owner.OWNER, ""));
            if (owner.isPresent() && owner.get().isDead()) {
                progress.note("removing the cluster of run %s, which was killed"
                        .formatted(container.getLabels().get(Owner.RUN)));
                remove(container);
            }
        }
        // A kept cluster whose container stopped, with the engine say, cannot be reused.
        containers(Owner.KEPT).stream()
                .filter(container -> !"running".equals(container.getState()))
                .forEach(this::remove);
    }

    /** Removes every container with the label, and returns how many there were. */
    int removeAll(String label) {
        List<Container> all = containers(label);
        all.forEach(this::remove);
        return all.size();
    }

    private List<Container> containers(String label) {
        return docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(label))
                .exec();
    }

    private void remove(Container container) {
        try {
            docker.removeContainerCmd(container.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // Another run swept it first.
        }
    }
}
