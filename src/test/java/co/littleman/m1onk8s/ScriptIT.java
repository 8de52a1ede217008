// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The README's first command, as it is typed. */
@Tag("proof")
@ResourceLock(SharedClusters.NODE_OF_ONES_OWN)
class ScriptIT {
    private static final Path HERE = Path.of("").toAbsolutePath();

    @TempDir
    private Path directory;

    @BeforeAll
    static void isBuilt() throws IOException {
        VerifyScript.isBuilt();
    }

    @Test
    void pointedAtManifestsOfOnesOwnItEndsWithZero() throws Exception {
        Variant variant = Variant.of(directory, "my-shop");

        assertThat(verify(
                        "--manifests",
                        variant.directory().toString(),
                        "--level",
                        "probe",
                        "--report",
                        directory + "/report"))
                .isZero();
        assertThat(output()).containsPattern("PASS: [0-9]+ passed, 0 failed, 0 inconclusive, [0-9]+ skipped in");
        assertThat(directory.resolve("report/verdicts.json")).exists();
    }

    @Test
    void anUnknownOptionIsRefusedWithTheNextStep() throws Exception {
        assertThat(verify("--manifest", "x")).isEqualTo(2);
        assertThat(output())
                .contains("--manifest is not an option; did you mean --manifests?")
                .contains("scripts/verify --help lists the options.")
                .doesNotContain("prepare:");
    }

    @Test
    void anUnknownSetOfImagesIsRefused() throws Exception {
        assertThat(verify("--images", "none")).isEqualTo(2);
        assertThat(output())
                .contains("--images must be auto, upstream or offline, but is 'none'")
                .doesNotContain("prepare:");
    }

    /** An archive that does not go with the class path is left aside, and only the time would tell. */
    @Test
    void classesComeFromTheArchive() throws Exception {
        assertThat(verify("--version")).isZero();
        String archive = Path.of("target", "verify.jsa").toAbsolutePath().toString();
        Process run = new ProcessBuilder(HERE.resolve("scripts/verify").toString(), "--list")
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
        // The script has made way for Java, whose process it was.
        Path maps = Path.of("/proc", String.valueOf(run.pid()), "maps");
        boolean mapped = false;
        while (run.isAlive() && !mapped) {
            mapped = read(maps).contains(archive);
        }

        assertThat(run.waitFor()).isZero();
        assertThat(mapped).as(archive).isTrue();
    }

    private static String read(Path maps) {
        try {
            return Files.readString(maps);
        } catch (IOException e) {
            return ""; // The process has ended.
        }
    }

    /** On a machine whose Java is out of sight. */
    @Test
    void withoutJavaHelpSaysWhatToDoNext() throws Exception {
        assertThat(withoutJava("--help")).isEqualTo(3);
        assertThat(output())
                .contains("no JDK 17 or later", "scripts/prepare installs it", "README.md", "docs/settings.md")
                .doesNotContain("prepare:");
        assertThat(withoutJava("--context", "staging")).isEqualTo(3);
        assertThat(output()).contains("no JDK 17 or later").doesNotContain("prepare:");
    }

    @Test
    void withoutJavaARunPreparesTheMachine() throws Exception {
        assertThat(withoutJava("--images=none")).isEqualTo(2);
        assertThat(output()).contains("prepare: --images must be auto, upstream or offline, not \"none\"");
        assertThat(withoutJava("--images", "upstream")).isEqualTo(3);
        assertThat(output())
                .contains("this machine lacks something")
                .contains("package openjdk-17-jdk-headless")
                .contains("nothing was changed, because there is no terminal to ask on");
    }

    /** Without the option --yes, so that nothing is installed. */
    private int withoutJava(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs none /usr/lib/jvm && exec env --unset=CI --unset=JAVA_HOME scripts/verify \"$@\"",
                "sh"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
        return process.waitFor();
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() throws Exception {
        assertThat(verify("--manifests", "/no/such/directory")).isEqualTo(2);
        assertThat(output())
                .contains(
                        "--manifests must be a directory or a file that exists, but is '/no/such/directory'; correct the path, of which only / exists");
    }

    /** Rights are printed without a cluster, and name the namespace of the manifests that were read. */
    @Test
    void fromElsewhereWhatTheCallerNamesIsTheCallersAndWhatNobodyNamesTheKits() throws Exception {
        Path caller = Files.createDirectory(directory.resolve("of one's own"));
        Variant.of(caller, "my-shop");
        Variant.of(caller, "my-other-shop");
        Map<String, String> nothing = Map.of();

        assertThat(namespaceFrom(caller, nothing)).isEqualTo("m1onk8s-littleman-co");
        assertThat(namespaceFrom(caller, nothing, "--manifests", "my-shop")).isEqualTo("my-shop");
        assertThat(namespaceFrom(caller, nothing, "--manifests=my-shop")).isEqualTo("my-shop");
        assertThat(namespaceFrom(caller, Map.of("VERIFY_MANIFESTS", "my-shop"))).isEqualTo("my-shop");

        Files.writeString(caller.resolve("verify.yml"), "manifests: my-other-shop");
        assertThat(namespaceFrom(caller, nothing)).isEqualTo("my-other-shop");
        assertThat(namespaceFrom(caller, nothing, "--manifests=my-shop")).isEqualTo("my-shop");
        assertThat(namespaceFrom(directory, Map.of("VERIFY_CONFIG", caller.getFileName() + "/verify.yml")))
                .isEqualTo("my-other-shop");
    }

    private String namespaceFrom(Path caller, Map<String, String> environment, String... options) throws Exception {
        String[] all = Stream.concat(Stream.of("--print-rbac", "observe"), Stream.of(options))
                .toArray(String[]::new);
        int code = new VerifyScript(directory).run(caller, environment, all);
        assertThat(code).as(output()).isZero();
        return output().replaceFirst("(?s).*?\\{name: m1onk8s-verify, namespace: ([^}]*)}.*", "$1")
                .strip();
    }

    private int verify(String... options) throws IOException, InterruptedException {
        return new VerifyScript(directory).run(options);
    }

    private String output() throws IOException {
        return new VerifyScript(directory).output();
    }
}
