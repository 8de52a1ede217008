// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no cluster: help, and everything that is refused before the first request. */
class VerifyCommandTest {
    private final PrintStream usualOut = System.out;
    private final PrintStream usualErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(usualOut);
        System.setErr(usualErr);
    }

    @Test
    void helpShowsEveryOptionButNoSecretAndNoInternalOne() {
        assertThat(verify("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContainPattern("--redis-password(?!-from)");
        for (Option option : Options.all()) {
            boolean isInternal = option.group().equals(Option.Group.INTERNAL);
            assertThat(option.isSecret() || out.toString(StandardCharsets.UTF_8).contains(option.flag()) != isInternal)
                    .as(option.flag())
                    .isTrue();
        }
    }

    @Test
    void helpShowsTheDefaultWhereThereIsOne() {
        verify("--help");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("Longest wait for a rollout to complete\\.\\s+Default:\\s+60\\.")
                .doesNotContainPattern("Default:\\s+(false)?\\.");
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThat(verify("--manifest", "x")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--manifest").contains("scripts/verify --help");
    }

    @Test
    void aPasswordAsAnArgumentIsRefusedAndNotRepeated() {
        assertThat(verify("--redis-password=s3cret")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("s3cret");
    }

    /** A job that keeps the report whatever the exit code must not keep yesterday's. */
    @Test
    void whereSettingsAreWrongNoOldResultIsLeft(@TempDir Path report) throws IOException {
        Path old = Files.writeString(report.resolve("verdicts.json"), "{\"outcome\": \"PASS\"}");

        assertThat(verify("--print-rbac", "admin", "--report", report.toString()))
                .isEqualTo(2);
        assertThat(old).exists();
        assertThat(verify("--level", "foo", "--report", report.toString())).isEqualTo(2);
        assertThat(old).doesNotExist();
    }

    @Test
    void aPathThatIsNotThereIsRefused() {
        assertThat(verify("--manifests", "/no/such")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "--manifests must be a directory or a file that exists, but is '/no/such'; correct the path, of which only / exists.\n");
    }

    @Test
    void aFileThatIsNotYamlIsRefusedBeforeAnythingIsWritten(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("50.yml"), "a: b: c\n");
        Path report = directory.resolve("report");

        assertThat(verify("--manifests", directory.toString(), "--report", report.toString()))
                .isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("50.yml:1 is not YAML: mapping values are not allowed here.\n");
        assertThat(report).doesNotExist();
    }

    @Test
    void soIsAMistakeInALaterDocumentOfAFileThatIsNamed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("shop.yaml"),
                "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n---\napiVersion: v1\nkind: Service\n");

        assertThat(verify("--manifests", file.toString())).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "shop.yaml:3 is not a Kubernetes object: it has no metadata.name; an object has apiVersion, kind and metadata.name.\n");
    }

    @Test
    void severalChecksMayFollowOneOption() {
        assertThat(verify("--check", "redis-answers-ping", "no-such-check", "--manifests", "manifests"))
                .isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("--check no-such-check is not a check.");
    }

    @Test
    void theSmallestRightsOfALevelArePrinted() {
        assertThat(verify("--print-rbac", "talk", "--manifests", "manifests")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("apiVersion: v1\nkind: ServiceAccount\n")
                .contains("{apiGroups: [\"\"], resources: [pods/portforward], verbs: [get, create]}")
                .doesNotContain("ClusterRole");
    }

    @Test
    void ofNoLevelNothingIsPrinted() {
        assertThat(verify("--print-rbac", "admin", "--manifests", "manifests")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "--print-rbac must be one of observe, talk, probe, disrupt, install, but is 'admin'.\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static int verify(String... arguments) {
        return VerifyCommand.commandLine().execute(arguments);
    }
}
