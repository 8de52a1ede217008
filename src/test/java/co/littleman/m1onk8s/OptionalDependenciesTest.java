// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a JVM without Testcontainers and JUnit, as a pod that checks its own cluster would have it. */
class OptionalDependenciesTest {
    private static final String OPTIONAL = "(testcontainers|docker-java|junit|opentest4j|apiguardian|duct-tape).*";

    @TempDir
    private Path directory;

    @Test
    void theChecksAreListed() throws Exception {
        assertThat(verify(0, "--list")).contains("redis-answers-ping (level talk)");
    }

    @Test
    void anExistingClusterIsAsked() throws Exception {
        try (FakeApiServer server = new FakeApiServer()) {
            Path kubeconfig = Files.writeString(directory.resolve("config"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: shop, cluster: {server: "%s"}}]
                    users: [{name: ci, user: {}}]
                    contexts: [{name: staging, context: {cluster: shop, user: ci}}]
                    """.formatted(server.url()));

            assertThat(verify(3, "--context", "staging", "--kubeconfig", kubeconfig.toString()))
                    .contains("The API server failed while asking for the uid of namespace kube-system.")
                    .doesNotContain("NoClassDefFoundError");
        }
    }

    @Test
    void aK3sOfItsOwnSaysWhatIsMissing() throws Exception {
        assertThat(verify(3))
                .contains("A k3s of the run's own needs Testcontainers, which is not on the class path.")
                .contains("add org.testcontainers:testcontainers-k3s to the dependencies");
    }

    private String verify(int exitCode, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                Main.class.getName()));
        command.addAll(List.of(options));
        if (options.length != 1) {
            command.addAll(List.of(
                    "--manifests",
                    "manifests",
                    "--report",
                    directory.resolve("report").toString()));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
        return output;
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target/lib"))) {
            return Stream.concat(
                            Stream.of("target/classes"),
                            jars.filter(jar -> !jar.getFileName().toString().matches(OPTIONAL))
                                    .map(Path::toString))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
