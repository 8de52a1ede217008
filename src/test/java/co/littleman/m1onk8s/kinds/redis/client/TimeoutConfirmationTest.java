// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeoutConfirmationTest {
    private final Finding silent = Finding.of(
                    RedisCause.REDIS_SILENT, "Redis in pod cache-1 did not answer PING within 5 s.")
            .likely("Redis hangs: a long script, CLIENT PAUSE, or no CPU");

    @Test
    void whoIsSilentTwiceWhileTheWayIsOpenHangs() {
        Finding finding = TimeoutConfirmation.judged(silent, "cache-1", Optional.of(silent), true);

        assertThat(finding.cause().outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.message()).isEqualTo("""
                Redis in pod cache-1 did not answer PING within 5 s.
                  again     no answer over a second connection either
                  the way   open: a port on which nothing listens is refused at once
                  likely    Redis hangs: a long script, CLIENT PAUSE, or no CPU""");
    }

    @Test
    void whereNothingGetsThroughNobodyKnows() {
        Finding finding = TimeoutConfirmation.judged(silent, "cache-1", Optional.of(silent), false);

        assertThat(finding.cause().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(finding.message()).isEqualTo("""
                Nothing gets through to pod cache-1 in time, so it is not known whether its Redis answers.
                  expected   an answer over the first connection, or none over either while the way is open
                  seen       Redis in pod cache-1 did not answer PING within 5 s.
                  likely     this machine or the node has no CPU left, or the connection to the API server is slow
                  look       uptime   # then run again""");
    }

    @Test
    void whoAnswersTheSecondTimeDoesNotHangForCertain() {
        Finding refusal =
                Finding.of(RedisCause.REDIS_ERROR, "Redis in pod cache-1 refuses EXEC: ERR EXEC without MULTI");

        assertThat(TimeoutConfirmation.judged(silent, "cache-1", Optional.empty(), true))
                .isEqualTo(TimeoutConfirmation.judged(silent, "cache-1", Optional.of(refusal), true))
                .satisfies(finding -> {
                    assertThat(finding.cause()).isEqualTo(Cause.TUNNEL_LOST);
                    assertThat(finding.reason())
                            .isEqualTo("Redis in pod cache-1 answered only when it was asked again,"
                                    + " over another connection.");
                });
    }

    @Test
    void aConnectionThatCannotBeMadeTheSecondTimeSaysMore() {
        Finding refused = Finding.of(Cause.CONNECTION_REFUSED, "Nothing listens on port 6379 of pod cache-1.");
        Finding lost = Finding.of(Cause.API_UNREACHABLE, "The API server does not answer.");

        assertThat(TimeoutConfirmation.judged(silent, "cache-1", Optional.of(refused), true))
                .isEqualTo(refused);
        assertThat(TimeoutConfirmation.judged(silent, "cache-1", Optional.of(lost), false))
                .isEqualTo(lost);
    }
}
