// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.engine.RetryPolicy.Next;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.settings.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # outcome,    cause,             level,   doubt,  look, next
            PASS,         ,                  PROBE,   OUTAGE,  1,    STANDS
            FAIL,         NOT_READY,         PROBE,   NONE,    1,    STANDS
            FAIL,         NOT_READY,         PROBE,   OUTAGE,  1,    AGAIN
            FAIL,         NOT_READY,         PROBE,   OUTAGE,  3,    UNTOLD
            FAIL,         NOT_READY,         PROBE,   NONE,    2,    STANDS
            FAIL,         GAP_TOO_LONG,      DISRUPT, OUTAGE,  1,    UNTOLD
            FAIL,         GAP_TOO_LONG,      DISRUPT, NONE,    1,    STANDS
            FAIL,         MANIFEST_REJECTED, INSTALL, NONE,    1,    STANDS
            FAIL,         REDIS_SILENT,      TALK,    NONE,    1,    STANDS
            FAIL,         REDIS_SILENT,      TALK,    OUTAGE,  2,    AGAIN
            FAIL,         REDIS_SILENT,      DISRUPT, NONE,    1,    STANDS
            INCONCLUSIVE, TUNNEL_LOST,       TALK,    NONE,    1,    AGAIN
            INCONCLUSIVE, TUNNEL_LOST,       TALK,    NONE,    3,    STANDS
            INCONCLUSIVE, TUNNEL_LOST,       DISRUPT, OUTAGE,  1,    STANDS
            INCONCLUSIVE, API_UNREACHABLE,   OBSERVE, OUTAGE,  2,    AGAIN
            INCONCLUSIVE, API_FORBIDDEN,     OBSERVE, OUTAGE,  1,    AGAIN
            INCONCLUSIVE, API_FORBIDDEN,     OBSERVE, NONE,    1,    STANDS
            INCONCLUSIVE, DEFECT,            OBSERVE, OUTAGE,  1,    STANDS
            PASS,         ,                  PROBE,   CHANGE, 1,    STANDS
            FAIL,         POD_DISAPPEARED,   OBSERVE, CHANGE, 1,    AGAIN
            FAIL,         POD_DISAPPEARED,   OBSERVE, CHANGE, 3,    UNTOLD
            FAIL,         GAP_TOO_LONG,      DISRUPT, CHANGE, 1,    UNTOLD
            SKIPPED,      ,                  TALK,    CHANGE, 1,    AGAIN
            INCONCLUSIVE, TUNNEL_LOST,       TALK,    CHANGE, 1,    AGAIN
            INCONCLUSIVE, API_FORBIDDEN,     OBSERVE, CHANGE, 1,    STANDS
            SKIPPED,      ,                  PROBE,   NONE,    1,    STANDS
            SKIPPED,      ,                  PROBE,   OUTAGE,  1,    AGAIN
            SKIPPED,      ,                  DISRUPT, OUTAGE,  1,    UNTOLD
            """)
    void whatIsNotCertainIsLookedAtAgainWhereThatDoesNoHarm(
            Outcome outcome,
            @ConvertWith(Causes.class) Cause cause,
            Level level,
            FlakeReason doubt,
            int look,
            Next next) {
        assertThat(RetryPolicy.next(outcome, cause, level, doubt, look)).isEqualTo(next);
    }

    @Test
    void whatNobodyCanTellIsNoFailureOfTheStack() {
        assertThat(RetryPolicy.untold(
                                "pod-comes-back",
                                "Clients were without an answer for 20.1 s.",
                                "ConnectException: refused")
                        .message())
                .isEqualTo("""
                        The API server gave no answer while pod-comes-back was judged: what was seen then says nothing of the stack.
                          expected      an API server that answers all the while
                          seen          ConnectException: refused
                          looked like   Clients were without an answer for 20.1 s.
                          look          kubectl get --raw /readyz?verbose""");
    }
}
