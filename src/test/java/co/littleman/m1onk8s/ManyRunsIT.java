// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Runs beside each other, and runs after each other on a kept cluster. */
@Tag("proof")
@ResourceLock(SharedClusters.NODE_OF_ONES_OWN)
class ManyRunsIT {
    @TempDir
    private Path directory;

    @Test
    void twoRunsAtOnceBothWork() {
        VerifyProcess one = VerifyProcess.start(directory.resolve("one"), Map.of(), "--level", "probe");
        VerifyProcess two = VerifyProcess.start(directory.resolve("two"), Map.of(), "--level", "probe");

        assertThat(one.exitCode()).as(one.output()).isZero();
        assertThat(two.exitCode()).as(two.output()).isZero();
    }

    @Test
    void aKeptClusterIsReusedByTheNextRun() {
        String server = "";
        // An archive makes this test's node differ from one that a developer keeps: reuse goes by the setup.
        Map<String, String> keep =
                Map.of("TESTCONTAINERS_REUSE_ENABLE", "true", "VERIFY_REGISTRY_MIRROR", "http://127.0.0.1:1");
        try {
            VerifyProcess first = VerifyProcess.start(directory.resolve("first"), keep, "--keep", "--level", "probe");
            int ended = first.exitCode();
            server = first.verdicts().at("/run/cluster/server").asText();
            assertThat(ended).as(first.output()).isZero();

            VerifyProcess second = VerifyProcess.start(directory.resolve("second"), keep, "--keep", "--level", "probe");

            assertThat(second.exitCode()).as(second.output()).isZero();
            assertThat(second.verdicts().at("/run/cluster/kind").asText()).isEqualTo("kept");
            assertThat(second.verdicts().at("/run/cluster/server").asText()).isEqualTo(server);
            assertThat(second.output())
                    .contains("Deployment m1onk8s-littleman-co/cache unchanged")
                    .contains("Service m1onk8s-littleman-co/cache unchanged");
            assertThat(keptAt(server)).as("what is removed at the end").hasSize(1);
        } finally {
            removeKept(server);
        }
    }

    /** Others keep clusters on this machine as well, and may do so at the same time. */
    private static void removeKept(String server) {
        keptAt(server).forEach(Containers::remove);
    }

    private static List<Container> keptAt(String server) {
        return Containers.kept().stream()
                .filter(container -> Arrays.stream(container.getPorts())
                        .anyMatch(port -> (server + "/").contains(":" + port.getPublicPort() + "/")))
                .toList();
    }

    @Test
    void keepingWithoutReuseIsRefusedBeforeAnythingStarts() {
        VerifyProcess run = VerifyProcess.start(directory, Map.of("TESTCONTAINERS_REUSE_ENABLE", "false"), "--keep");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).contains("--keep needs TESTCONTAINERS_REUSE_ENABLE=true in the environment");
    }
}
