// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/verify asks before a run: what is there to prepare? */
class PreparationTest {
    private final PrintStream usualOut = System.out;
    private final PrintStream usualErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @BeforeEach
    void asTheScriptDoes() {
        System.setProperty(CommandOptions.SCRIPT, "true");
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void asUsual() {
        System.clearProperty(CommandOptions.SCRIPT);
        System.setOut(usualOut);
        System.setErr(usualErr);
    }

    @Test
    void aRunOnAK3sOfItsOwnNeedsImages() {
        assertThat(asked()).isZero();

        assertThat(lines(out)).containsExactly("--images=auto");
    }

    @Test
    void whatTheOptionsSayOfTheMachineIsPassedOn() {
        assertThat(asked("--yes", "--images", "offline", "--keep")).isZero();

        assertThat(lines(out)).containsExactly("--yes", "--images=offline");
    }

    @Test
    void aRunOnAnExistingClusterNeedsNothing() throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("config"), "kind: Config\n");

        assertThat(asked("--context", "staging", "--kubeconfig", kubeconfig.toString()))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void wrongSettingsAreRefusedBeforeAnythingIsPrepared() {
        assertThat(asked("--level", "foo")).isEqualTo(2);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("--level must be");
    }

    @Test
    void anUnknownSetOfImagesIsRefused() {
        assertThat(asked("--images=none")).isEqualTo(2);

        assertThat(lines(err))
                .containsExactly(
                        "--images must be auto, upstream or offline, but is 'none'; scripts/verify --help lists the options.");
    }

    @Test
    void whereNoScriptCanPrepareThereAreNoSuchOptions() {
        System.clearProperty(CommandOptions.SCRIPT);

        assertThat(VerifyCommand.commandLine().execute("--yes")).isEqualTo(2);
        assertThat(lines(err)).containsExactly("--yes is not an option; scripts/verify --help lists the options.");
    }

    /** The script must know which options need no preparation before there is a Java that could tell it. */
    @Test
    void theScriptKnowsWhatNeedsNoPreparation() throws IOException {
        String script = Files.readString(Path.of("scripts", "verify"));
        String words = script.replaceFirst("(?s).*case \\$\\{option%%=\\*} in\\s+(.*?)\\).*", "$1");

        assertThat(List.of(words.split("[ |]+")))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(Options.CONTEXT.flag(), Options.IN_CLUSTER.flag()),
                                CommandOptions.modes().stream().flatMap(mode -> Stream.of(mode.names())))
                        .toList());
    }

    private static int asked(String... options) {
        String[] all = Stream.concat(Stream.of(CommandOptions.PREPARATION), Stream.of(options))
                .toArray(String[]::new);
        return VerifyCommand.commandLine().execute(all);
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
