// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Containers;
import co.littleman.m1onk8s.VerifyProcess;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is kept from run to run: what killed runs left there is gone with the next start. */
@Tag("proof")
class KeptClusterIT {
    private static final String NAMESPACE = "m1onk8s-littleman-co";
    private static final Pattern RUN = Pattern.compile("run ([0-9a-f]{8}) of ");

    /** So that no other run holds the lock. */
    private final String user = "kept-" + UUID.randomUUID();

    @TempDir
    private Path directory;

    @AfterEach
    void removeTheCluster() throws IOException {
        Containers.removeKeptOf(user);
    }

    @Test
    void whatKilledRunsLeftGoesWithTheNextStart() {
        for (int i = 0; i < 3; i++) {
            VerifyProcess killed = start("killed-" + i, "--level", "probe").awaitOutput("cache redis-answers-by-name");
            assertThat(killed.kill().exitCode()).as(killed.output()).isEqualTo(137);
            assertThat(killed.output()).contains("kept:");
            try (KubernetesClient admin = admin("killed-" + i)) {
                assertThat(new Residue(admin, NAMESPACE).clientPods())
                        .as("of this run, and none of the runs before it")
                        .hasSize(1);
            }
        }
        // It needs no pod itself, and other manifests would do as well.
        VerifyProcess next = start("next", "--level", "talk");

        assertThat(next.exitCode()).as(next.output()).isZero();
        assertThat(next.output())
                .containsPattern("sweep:     deleted pod m1onk8s-verify-client-\\S+ in namespace " + NAMESPACE
                        + ", which run [0-9a-f]{8} left; nobody else is at work here");
        try (KubernetesClient admin = admin("next")) {
            assertThat(new Residue(admin, NAMESPACE).clientPods()).isEmpty();
        }
    }

    @Test
    void keysThatDoNotExpireGoAsWell() {
        VerifyProcess killed = start("killed", "--check", "redis-bears-memory-pressure");
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> remembered().matches("[0-9a-f]{8}\\n"));
        killed.kill().exitCode();
        assertThat(remembered().strip()).isEqualTo(id(killed));
        try (KubernetesClient admin = admin("killed")) {
            Residue traces = new Residue(admin, NAMESPACE);
            traces.awaitRedis();
            // It may have been killed before it wrote one.
            traces.redis("SADD", "m1onk8s-verify:%s:cache:pressure:tag:7".formatted(id(killed)), "a-page");
            assertThat(traces.untimedKeys()).isNotEmpty();

            VerifyProcess next = start("next", "--level", "talk", "--check", "redis-answers-ping");

            assertThat(next.exitCode()).as(next.output()).isZero();
            assertThat(next.output())
                    .containsPattern(
                            "sweep:     deleted \\d+ keys in pod cache-\\S+, which run %s left".formatted(id(killed)));
            assertThat(traces.untimedKeys()).isEmpty();
            assertThat(remembered()).isEmpty();
        }
    }

    private String remembered() {
        try {
            return Files.exists(lockFile()) ? Files.readString(lockFile()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path lockFile() {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(file -> file.getFileName().toString().startsWith("m1onk8s-verify-" + user + "-"))
                    .findFirst()
                    .orElse(temp.resolve("none-" + user));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KubernetesClient admin(String report) {
        try {
            String kubeconfig = Files.readString(directory.resolve(report).resolve("kubeconfig"));
            return new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(kubeconfig))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(VerifyProcess run) {
        Matcher matcher = RUN.matcher(run.output());
        assertThat(matcher.find()).as(run.output()).isTrue();
        return matcher.group(1);
    }

    private VerifyProcess start(String report, String... options) {
        return VerifyProcess.start(
                directory.resolve(report),
                Map.of(
                        "VERIFY_KEEP", "true",
                        "TESTCONTAINERS_REUSE_ENABLE", "true",
                        "JAVA_TOOL_OPTIONS", "-Duser.name=" + user),
                options);
    }
}
