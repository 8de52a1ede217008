// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is stopped leaves nothing behind; one that is killed leaves it to the next. */
@Tag("proof")
@Isolated("any other run that starts removes what its killed one leaves")
class StoppedRunIT {
    private static final Pattern PRINTED = Pattern.compile("(?m)^ {10}(PASS|FAIL|SKIPPED|INCONCLUSIVE) +(\\S+ \\S+)");
    private static final Pattern RUN = Pattern.compile("run ([0-9a-f]{8}) of");

    @TempDir
    private Path directory;

    /** Stopped while the node starts, while the stack rolls out, and while checks are judged. */
    @ParameterizedTest
    @ValueSource(strings = {"node: ", "s cluster", "PASS          stack manifests-accepted", "cache rollout-complete"})
    void ctrlCAtAnyMomentRemovesTheClusterAndWritesTheVerdicts(String moment) {
        VerifyProcess run =
                VerifyProcess.start(directory, Map.of()).awaitOutput(moment).interrupt();

        assertThat(run.exitCode()).as(run.output()).isEqualTo(130);
        assertThat(run.verdicts().at("/run/outcome").asText()).isEqualTo("INTERRUPTED");
        keepsWhatItPrinted(run);
        assertThat(Containers.ofRun(id(run))).isEmpty();
    }

    /** Each verdict that was printed is in verdicts.json, and the closing line counts it. */
    private static void keepsWhatItPrinted(VerifyProcess run) {
        List<String> written = new ArrayList<>();
        run.verdicts()
                .at("/verdicts")
                .forEach(verdict -> written.add("%s %s %s"
                        .formatted(
                                verdict.path("outcome").asText(),
                                verdict.path("component").asText(),
                                verdict.path("check").asText())));
        List<String> printed = PRINTED.matcher(run.output())
                .results()
                .map(line -> line.group(1) + " " + line.group(2))
                .toList();
        assertThat(written).as(run.output()).containsAll(printed);
        for (String outcome : List.of("PASS", "FAIL", "INCONCLUSIVE")) {
            assertThat(run.output())
                    .containsPattern("(?m)^[A-Z]+: .*\\b%d %s"
                            .formatted(
                                    written.stream()
                                            .filter(line -> line.startsWith(outcome + " "))
                                            .count(),
                                    outcome.toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * Long enough for a part of the checks, and too short for those that disturb: a frozen Redis answers nobody
     * meanwhile.
     */
    @Test
    void theDeadlineEndsARunInOrder() {
        VerifyProcess run = VerifyProcess.start(directory, Map.of(), "--deadline", "25");

        assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
        assertThat(run.verdicts().at("/run/seconds").asDouble()).isBetween(25.0, 35.0);
        assertThat(run.verdicts().at("/verdicts"))
                .allSatisfy(verdict ->
                        assertThat(verdict.at("/finding/cause").asText()).isIn("", "deadline-exceeded"))
                .anySatisfy(verdict ->
                        assertThat(verdict.at("/finding/cause").asText()).isEqualTo("deadline-exceeded"));
        keepsWhatItPrinted(run);
        assertThat(run.output()).contains("The deadline of the whole run, 25 s, was over before this was begun.");
        assertThat(Containers.ofRun(id(run))).isEmpty();
    }

    @Test
    void sigtermStopsARunAsCtrlCDoes() {
        VerifyProcess run =
                VerifyProcess.start(directory, Map.of()).awaitOutput("s apply").terminate();

        assertThat(run.exitCode()).as(run.output()).isEqualTo(130);
        assertThat(Containers.ofRun(id(run))).isEmpty();
    }

    @Test
    void theNextRunRemovesWhatAKilledRunLeft() {
        VerifyProcess killed = VerifyProcess.start(directory.resolve("killed"), Map.of())
                .awaitOutput("s apply")
                .kill();
        killed.exitCode();
        assertThat(Containers.ofRun(id(killed))).as("left by the killed run").hasSize(1);
        assertThat(Files.exists(directory.resolve("killed/verdicts.json"))).isFalse();

        VerifyProcess next = VerifyProcess.start(directory.resolve("next"), Map.of(), "--check", "manifests-accepted");

        assertThat(next.exitCode()).as(next.output()).isZero();
        assertThat(next.output()).contains("removing the cluster of run %s, which was killed".formatted(id(killed)));
        assertThat(Containers.ofRun(id(killed))).isEmpty();
    }

    private static String id(VerifyProcess run) {
        Matcher matcher = RUN.matcher(run.output());
        assertThat(matcher.find()).as(run.output()).isTrue();
        return matcher.group(1);
    }
}
