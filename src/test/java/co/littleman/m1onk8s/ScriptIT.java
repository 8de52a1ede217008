// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(output()).contains("Unknown option").contains("scripts/verify --help lists the options.");
    }

    @Test
    void anUnknownSetOfImagesIsRefused() throws Exception {
        assertThat(verify("--images", "none")).isEqualTo(2);
        assertThat(output()).contains("--images must be auto, upstream or offline, but is 'none'");
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
