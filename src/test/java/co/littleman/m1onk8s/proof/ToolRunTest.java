// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolRunTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void itsWordsAndItsExitCodeAreKept() {
        ToolRun run = shell("echo said; echo \"$COMPLAINT\" >&2; exit 4", LONG);

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out()).isEqualTo("said\n");
        assertThat(run.err()).isEqualTo("broken\n");
    }

    @Test
    void moreThanAPipeHoldsDoesNotStopIt() {
        assertThat(shell("head -c 300000 /dev/zero", LONG).out()).hasSize(300_000);
    }

    @Test
    void itIsToldToEndAndMayCleanUp() {
        ToolRun run =
                shell("trap 'echo cleaned up; exit 0' TERM; while :; do sleep 0.05; done", Duration.ofMillis(300));

        assertThat(run.exit()).isEqualTo(ToolRun.OVERDUE);
        assertThat(run.out()).isEqualTo("cleaned up\n");
    }

    @Test
    void theLastWordsAreTheLastLineOfItsComplaintsOrElseOfWhatItSaid() {
        assertThat(new ToolRun(1, "first\nlast\n\n", "\n", 0).lastWords()).isEqualTo("last");
        assertThat(new ToolRun(1, "out\n", "err\n", 0).lastWords()).isEqualTo("err");
        assertThat(new ToolRun(1, "", "", 0).lastWords()).isEmpty();
    }

    private static ToolRun shell(String script, Duration limit) {
        return ToolRun.of(List.of("sh", "-c", script), Map.of("COMPLAINT", "broken"), limit);
    }
}
