// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When scripts/verify builds, in a copy of the project with a Maven that does what a test says. */
@Tag("proof")
class ScriptBuildIT {
    @TempDir
    private Path directory;

    private Path project;

    @BeforeEach
    void aBuiltProject() throws Exception {
        project = Files.createDirectory(directory.resolve("project"));
        for (String part :
                List.of("scripts", "manifests", "pom.xml", "src/main", "target/lib", "target/m1onk8s-verify.jar")) {
            Path copy = project.resolve(part);
            Files.createDirectories(copy.getParent());
            // -p: a newer copy of the sources would be a change.
            run(0, "cp", "-rp", part, copy.toString());
        }
        Files.writeString(project.resolve("target/.built"), "");
        maven("echo \"[ERROR] Shop.java:[1,2] ';' expected in $PWD\"; exit 1");
    }

    private void maven(String commands) throws IOException {
        Path maven = Files.writeString(project.resolve("mvnw"), "#!/bin/sh\n" + commands + "\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void anUnchangedTreeStartsNoMaven() throws Exception {
        assertThat(verify(0)).startsWith("m1onk8s-verify ");
        assertThat(project.resolve("target/verify.jsa")).isNotEmptyFile();
    }

    @Test
    void aChangedSourceIsBuiltAndAFailureNamed() throws Exception {
        touch(project.resolve("src/main/java/co/littleman/m1onk8s/Verification.java"));

        assertThat(verify(3))
                .contains("building m1onk8s-verify")
                .contains("[ERROR] Shop.java:[1,2] ';' expected in " + project)
                .contains("m1onk8s-verify could not be built; the whole log is in target/build.log.");
    }

    /** Such as one of a comment, after which Maven leaves the jar as it was. */
    @Test
    void aChangeThatMakesNoDifferenceIsBuiltOnce() throws Exception {
        maven("exit 0");
        touch(project.resolve("src/main/java/co/littleman/m1onk8s/Verification.java"));

        assertThat(verify(0)).contains("building m1onk8s-verify");
        assertThat(verify(0)).doesNotContain("building m1onk8s-verify");
    }

    @Test
    void soIsASourceThatIsGone() throws Exception {
        Files.delete(project.resolve("src/main/java/co/littleman/m1onk8s/Verification.java"));

        assertThat(verify(3)).contains("could not be built");
    }

    /** Such as one of another version of Java, or none at all. */
    @Test
    void withAnArchiveThatIsOfNoUseItStillStarts() throws Exception {
        Path archive = project.resolve("target/verify.jsa");
        Files.writeString(archive, "");
        assertThat(verify(0)).startsWith("m1onk8s-verify ");
        Files.writeString(archive, "nothing that Java knows");
        assertThat(verify(0)).startsWith("m1onk8s-verify ");
    }

    private static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
    }

    private String verify(int exitCode) throws Exception {
        return run(exitCode, project.resolve("scripts/verify").toString(), "--version");
    }

    private String run(int exitCode, String... command) throws Exception {
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(Map.of("CI", "true"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(exitCode);
        return Files.readString(output);
    }
}
