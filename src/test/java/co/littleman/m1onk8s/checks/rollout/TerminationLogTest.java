// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminationLogTest {
    private static final Finding CRASH =
            Finding.of(Cause.CRASH_LOOP, "Container redis of Deployment cache ends again and again.");

    @Test
    void standInTheFinding() {
        assertThat(TerminationLog.with(CRASH, List.of("Bad directive", "Exiting"), null)
                        .message())
                .isEqualTo("""
                Container redis of Deployment cache ends again and again.
                  log   Bad directive
                  log   Exiting""");
    }

    @Test
    void ofAnotherArchitectureAreExplained() {
        assertThat(TerminationLog.with(CRASH, List.of("exec /usr/bin/redis-server: exec format error"), null)
                        .likely())
                .isEqualTo("the image is for another CPU architecture than the node's");
    }

    @Test
    void doNotTellThePassword() {
        assertThat(TerminationLog.with(CRASH, List.of("wrong argument: s3cret"), "s3cret")
                        .message())
                .contains("wrong argument: ***")
                .doesNotContain("s3cret");
    }

    @Test
    void areCutShort() {
        assertThat(TerminationLog.with(CRASH, List.of("x".repeat(300)), null).message())
                .contains("x".repeat(200) + "…")
                .doesNotContain("x".repeat(201));
    }
}
