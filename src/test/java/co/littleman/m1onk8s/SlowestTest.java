// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowestTest {
    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path target;

    private Path written(String file, String text, Instant when) throws IOException {
        Path path = target.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return Files.setLastModifiedTime(path, FileTime.from(when));
    }

    private void suite(String name, String seconds, Instant when) throws IOException {
        written(
                "failsafe-reports/TEST-%s.xml".formatted(name),
                "<?xml version=\"1.0\"?>\n<testsuite name=\"co.littleman.%s\" time=\"%s\"/>".formatted(name, seconds),
                when);
    }

    @Test
    void theSlowestComeFirstAndWhatAnEarlierBuildLeftIsNotAmongThem() throws IOException {
        suite("FastIT", "1.5", BEGAN);
        suite("SlowIT", "1,234.5", BEGAN.plusSeconds(1));
        suite("OldIT", "9", BEGAN.minusSeconds(1));
        written("surefire-reports/TEST-Some.xml", "<testsuite name=\"SomeTest\" time=\"2\"/>", BEGAN);
        written("surefire-reports/some.txt", "no report", BEGAN);
        written(
                "proof/proof.json",
                "{\"rows\": [{\"name\": \"quick\", \"whole\": 3}, {\"name\": \"long\", \"whole\": 60.25}]}",
                BEGAN);

        assertThat(new Slowest(target, BEGAN).lines(new Rota(2), Map.of("LossIT.third", 2)))
                .containsExactly(
                        "the slowest test classes (3 in all, 1238 s)",
                        "  1234.5 s  SlowIT",
                        "     2.0 s  SomeTest",
                        "     1.5 s  FastIT",
                        "the slowest cases of the proof, several of which are judged at a time (2 in all, 63 s)",
                        "    60.3 s  long",
                        "     3.0 s  quick",
                        "soak tests: quarter 2 of 4",
                        "its turn    LossIT.third (quarter 2)");
    }

    @Test
    void aBuildThatEndedBeforeAnyTestHasNothingToTellButWhoseTurnItWas() {
        assertThat(new Slowest(target, BEGAN).lines(new Rota(1), Map.of("LossIT.third", 2)))
                .containsExactly("soak tests: quarter 1 of 4", " not now    LossIT.third (quarter 2)");
    }
}
