// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each project below examples/ is built and run as its reader would: against the jar that this build has packaged. */
@Tag("proof")
class ExamplesIT {
    private static final Path LABEL = Path.of("deploy", "50-cache.dep.yml");

    @TempDir
    private Path temp;

    @Test
    void aProjectOfItsOwnRunsItsOwnCheck() throws Exception {
        install();

        assertThat(maven(copied("own-check"), 0))
                .contains("PASS          cache pods-name-their-team")
                .containsPattern("PASS          cache cache-is-small .*pod cache-\\S+ holds \\d+ keys")
                .contains("Failures: 0, Errors: 0")
                .doesNotContainPattern("\\[WARNING] (?!Tests run)");
    }

    @Test
    @Soak(quarter = 4)
    void andFailsWithIt() throws Exception {
        install();
        Path project = copied("own-check");
        Files.writeString(
                project.resolve(LABEL),
                Files.readString(project.resolve(LABEL)).replace("        shop.example/team: \"checkout\"\n", ""));

        assertThat(maven(project, 1))
                .contains("has no label shop.example/team.")
                .contains("add the label to the pod template of 50-cache.dep.yml")
                .contains("Failures: 1, Errors: 0");
    }

    /** Into a repository of this test's own. */
    private void install() throws IOException, InterruptedException {
        run(
                Path.of(""),
                0,
                List.of(
                        "org.apache.maven.plugins:maven-install-plugin:install-file",
                        "-Dfile=" + Path.of("target", "m1onk8s-verify.jar").toAbsolutePath(),
                        "-DpomFile=pom.xml",
                        "-DlocalRepositoryPath=" + temp.resolve("repository")));
    }

    private Path copied(String example) throws IOException {
        Path from = Path.of("examples", example);
        Path to = temp.resolve(example);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(one -> !from.relativize(one).startsWith("target"))
                    .toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return to;
    }

    /** Two checks and those that they depend on, which is enough to see them run. */
    private String maven(Path project, int exitCode) throws Exception {
        return run(
                project,
                exitCode,
                List.of(
                        "test",
                        "-Dverify.check=pods-name-their-team,cache-is-small",
                        "-Dmaven.repo.local=" + temp.resolve("repository"),
                        "-Dmaven.repo.local.tail=" + repository()));
    }

    /** Where the running build has its artifacts from. */
    private static Path repository() throws URISyntaxException {
        Path jar = Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path version = Objects.requireNonNull(jar.getParent());
        return version.resolve("../../../..").normalize();
    }

    private static String run(Path directory, int exitCode, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Path.of("mvnw").toAbsolutePath().toString(), "-B", "-ntp"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(directory.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(exitCode);
        return output;
    }
}
