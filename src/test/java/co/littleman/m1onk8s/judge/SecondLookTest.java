package co.littleman.m1onk8s.judge;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.judge.SecondLook.Next;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondLookTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # outcome,    cause,             level,   outage, look, next
            PASS,         ,                  PROBE,   true,   1,    STANDS
            FAIL,         NOT_READY,         PROBE,   false,  1,    STANDS
            FAIL,         NOT_READY,         PROBE,   true,   1,    AGAIN
            FAIL,         NOT_READY,         PROBE,   true,   3,    UNTOLD
            FAIL,         NOT_READY,         PROBE,   false,  2,    STANDS
            FAIL,         GAP_TOO_LONG,      DISRUPT, true,   1,    UNTOLD
            FAIL,         GAP_TOO_LONG,      DISRUPT, false,  1,    STANDS
            FAIL,         MANIFEST_REJECTED, INSTALL, false,  1,    STANDS
            FAIL,         REDIS_SILENT,      TALK,    false,  1,    STANDS
            FAIL,         REDIS_SILENT,      TALK,    true,   2,    AGAIN
            FAIL,         REDIS_SILENT,      DISRUPT, false,  1,    STANDS
            INCONCLUSIVE, TUNNEL_LOST,       TALK,    false,  1,    AGAIN
            INCONCLUSIVE, TUNNEL_LOST,       TALK,    false,  3,    STANDS
            INCONCLUSIVE, TUNNEL_LOST,       DISRUPT, true,   1,    STANDS
            INCONCLUSIVE, API_UNREACHABLE,   OBSERVE, true,   2,    AGAIN
            INCONCLUSIVE, API_FORBIDDEN,     OBSERVE, true,   1,    AGAIN
            INCONCLUSIVE, API_FORBIDDEN,     OBSERVE, false,  1,    STANDS
            INCONCLUSIVE, DEFECT,            OBSERVE, true,   1,    STANDS
            SKIPPED,      ,                  PROBE,   false,  1,    STANDS
            SKIPPED,      ,                  PROBE,   true,   1,    AGAIN
            SKIPPED,      ,                  DISRUPT, true,   1,    UNTOLD
            """)
    void whatIsNotCertainIsLookedAtAgainWhereThatDoesNoHarm(
            Outcome outcome, Cause cause, Level level, boolean outage, int look, Next next) {
        assertThat(SecondLook.next(outcome, cause, level, outage, look)).isEqualTo(next);
    }

    @Test
    void whatNobodyCanTellIsNoFailureOfTheStack() {
        assertThat(SecondLook.untold(
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
