// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** If there is no cluster to judge on, the run says what stands in the way, and never that the stack is broken. */
@Tag("proof")
@ResourceLock(SharedClusters.NODE_OF_ONES_OWN)
class NoClusterIT {
    /** A person waits ten; a machine that is busy with other tests takes longer to start and to end. */
    private static final double SOON_SECONDS = 15;

    @TempDir
    private Path directory;

    /** Testcontainers finds an engine wherever one may be, so this machine's own is hidden behind an empty /run. */
    @Test
    void anEngineThatIsNotThereIsInconclusive() {
        VerifyProcess run = VerifyProcess.startIn(
                List.of("unshare", "--mount", "sh", "-c", "mount -t tmpfs none /run && exec \"$@\"", "sh"),
                directory,
                Map.of());

        assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
        assertThat(run.output())
                .contains("There is no container engine here: /var/run/docker.sock does not exist.")
                .contains("scripts/prepare");
        assertThat(run.verdicts().at("/verdicts/0/finding/cause").asText()).isEqualTo("engine-unavailable");
    }

    @Test
    void anEngineThatLetsUsNotInIsInconclusive() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        VerifyProcess run = VerifyProcess.startIn(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), directory, Map.of());

        assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
        assertThat(run.verdicts().at("/verdicts/0/finding/cause").asText()).isEqualTo("engine-forbidden");
        assertThat(run.output()).contains("sudo usermod -aG docker $USER");
    }

    /** In a network of its own, if no packet to it ever comes back. */
    @Test
    void anApiServerWhosePacketsAreLostIsToldSoon() throws IOException {
        VerifyProcess run = VerifyProcess.startIn(
                List.of(
                        "unshare",
                        "--net",
                        "sh",
                        "-c",
                        "ip link set lo up && ip route add 192.0.2.0/24 dev lo && exec \"$@\"",
                        "sh"),
                directory,
                Map.of(),
                "--kubeconfig",
                kubeconfig("https://192.0.2.1:6443").toString(),
                "--context",
                "gone");

        assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
        assertThat(run.output())
                .containsOnlyOnce("[api-unreachable]")
                .contains("The API server did not answer while asking https://192.0.2.1:6443/ for its version.");
        assertThat(run.verdicts().at("/run/seconds").asDouble()).isLessThan(SOON_SECONDS);
    }

    @Test
    void anApiServerThatTakesUsAndSaysNothingIsToldSoon() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            VerifyProcess run = VerifyProcess.start(
                    directory,
                    Map.of(),
                    "--kubeconfig",
                    kubeconfig("https://127.0.0.1:" + silent.getLocalPort()).toString(),
                    "--context",
                    "gone");

            assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
            assertThat(run.output()).containsOnlyOnce("[api-unreachable]");
            assertThat(run.verdicts().at("/run/seconds").asDouble()).isLessThan(SOON_SECONDS);
        }
    }

    @Test
    void aKubeconfigThatWeMayNotReadIsRefused() throws IOException {
        Path kubeconfig = kubeconfig();
        Files.setPosixFilePermissions(kubeconfig, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        VerifyProcess run = VerifyProcess.startIn(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
                directory,
                Map.of(),
                "--kubeconfig",
                kubeconfig.toString(),
                "--context",
                "gone");

        assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
        assertThat(run.output())
                .contains("--kubeconfig is '%s', but that file cannot be read; check the path and its permissions."
                        .formatted(kubeconfig));
    }

    @Test
    void anApiServerThatIsNotThereIsInconclusive() throws IOException {
        VerifyProcess run = VerifyProcess.start(
                directory, Map.of(), "--kubeconfig", kubeconfig().toString(), "--context", "gone", "--no-apply");

        assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
        assertThat(run.verdicts().at("/verdicts/1/finding/reason").asText()
                        + run.verdicts().at("/verdicts/0/finding/reason").asText())
                .contains("The API server did not answer while asking https://127.0.0.1:1/ for its version.");
    }

    @Test
    void aContextThatTheKubeconfigDoesNotHaveIsRefusedBeforeAnyRequest() throws IOException {
        VerifyProcess run = VerifyProcess.start(
                directory, Map.of(), "--kubeconfig", kubeconfig().toString(), "--context", "typo", "--no-apply");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).contains("has no context 'typo'; it has: gone.");
    }

    @Test
    void aNodeThatEndsAtOnceIsToldWithItsLastLines() {
        VerifyProcess run = VerifyProcess.start(
                directory, Map.of("VERIFY_NODE_IMAGE", redisImage()), "--check", "manifests-accepted");

        assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
        assertThat(run.verdicts().at("/verdicts/0/finding/cause").asText()).isEqualTo("node-not-ready");
        assertThat(run.output()).contains("last lines");
    }

    /** Testcontainers would try for minutes to pull its own helper image, before anybody asks for the node's. */
    @Test
    void aRegistryThatIsNotThereIsToldSoonWithTheNextStep() {
        VerifyProcess run = VerifyProcess.start(
                directory,
                Map.of("VERIFY_NODE_IMAGE", "localhost:1/shop/node:1", "TESTCONTAINERS_RYUK_DISABLED", "false"));

        assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
        assertThat(run.verdicts().at("/verdicts/0/finding/cause").asText()).isEqualTo("node-image-unavailable");
        assertThat(run.verdicts().at("/run/seconds").asDouble()).isLessThan(SOON_SECONDS);
        assertThat(run.output()).contains("scripts/test", "scripts/prepare --env FILE");
    }

    private static String redisImage() {
        return Settings.fromEnvironment().overrides().resolve("redis:7.0.15");
    }

    private Path kubeconfig() throws IOException {
        return kubeconfig("https://127.0.0.1:1");
    }

    private Path kubeconfig(String server) throws IOException {
        return Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: gone, cluster: {server: "%s"}}]
                users: [{name: nobody, user: {token: none}}]
                contexts: [{name: gone, context: {cluster: gone, user: nobody}}]
                """.formatted(server));
    }
}
