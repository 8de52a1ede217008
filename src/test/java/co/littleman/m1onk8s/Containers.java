// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.testcontainers.DockerClientFactory;

/** Containers of runs, as the engine lists them. */
public final class Containers {
    private Containers() {}

    /** All containers of this run, running or not. */
    static List<Container> ofRun(String run) {
        return labelled("co.littleman.m1onk8s.run=" + run);
    }

    static List<Container> kept() {
        return labelled("co.littleman.m1onk8s.kept");
    }

    /** Removes the cluster that runs of a user of this name have kept, and no other; and its lock. */
    public static void removeKeptOf(String user) throws IOException {
        labelled("co.littleman.m1onk8s.user=" + user).forEach(Containers::remove);
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(temp, "m1onk8s-verify-" + user + "-*.lock")) {
            for (Path lock : locks) {
                Files.delete(lock);
            }
        }
    }

    static void remove(Container container) {
        DockerClientFactory.lazyClient()
                .removeContainerCmd(container.getId())
                .withForce(true)
                .withRemoveVolumes(true)
                .exec();
    }

    private static List<Container> labelled(String label) {
        return DockerClientFactory.lazyClient()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(label))
                .exec();
    }
}
