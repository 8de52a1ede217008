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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void noLineOfTheHelpIsWiderThanATerminal() {
        verify("--help");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\n(node-image).\n", "source <(scripts/verify --completion)\n")
                .doesNotContainPattern("[^\\n]{81}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --lvl probe                     | --lvl is not an option; did you mean --level? scripts/verify --help lists the options.
            --manifest x                    | --manifest is not an option; did you mean --manifests? scripts/verify --help lists the options.
            --nothing-like-it x             | --nothing-like-it is not an option; scripts/verify --help lists the options.
            --check redis-answers --lvl x   | --lvl is not an option; did you mean --level? scripts/verify --help lists the options.
            --redis-password=s3cret         | --redis-password is not an option, because everybody can see arguments in ps; set VERIFY_REDIS_PASSWORD in the environment.
            --redis-password s3cret         | --redis-password is not an option, because everybody can see arguments in ps; set VERIFY_REDIS_PASSWORD in the environment.
            deploy/ --level probe           | 'deploy/' belongs to no option, and scripts/verify has no positional arguments; give manifests with --manifests deploy/.
            --keep true                     | 'true' belongs to no option, and scripts/verify has no positional arguments; give manifests with --manifests PATH.
            --level                         | `--level needs a value (observe|talk|probe|disrupt|install); scripts/verify --help lists the options.`
            --manifests --level probe       | --manifests needs a value (PATH); scripts/verify --help lists the options.
            --check                         | --check needs a value (ID…); scripts/verify --help lists the options.
            --keep=1                        | --keep takes no value, but is given one; write --keep alone.
            --level probe --level talk      | --level must be given once, but is given as 'probe' and 'talk'; leave out all but one of them.
            """)
    void argumentsThatCannotBeReadAreToldInOneSentence(String arguments, String sentence) {
        assertThat(verify(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines(sentence + "\n");
    }

    @Test
    void aValueMayBeginWithAHyphen() {
        assertThat(verify("--http-body=-", "--level", "foo")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("--level must be one of");
    }

    @Test
    void aSwitchMayBeSwitchedOff() {
        assertThat(verify("--keep=false", "--context", "x", "--kubeconfig", "/no/such"))
                .isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("--kubeconfig is '/no/such'");
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
                .isEqualToNormalizingNewlines(
                        "50.yml:1:5 is not YAML: a key with ':' is not allowed here; check the indentation, or put a value that contains ': ' in quotes.\n");
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
                        "shop.yaml:3 is not a Kubernetes object: it has no metadata.name; add it: an object has apiVersion, kind and metadata.name.\n");
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
