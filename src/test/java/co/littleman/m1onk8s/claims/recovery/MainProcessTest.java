package co.littleman.m1onk8s.claims.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MainProcessTest {
    @ParameterizedTest
    @EnumSource(names = {"TUNNEL_LOST", "CONNECTION_LOST", "CONNECTION_REFUSED"})
    void aRedisThatHangsUpShutsDown(Cause cause) {
        assertThat(MainProcess.hungUp(unproven(cause))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"REDIS_NOPERM", "REDIS_ERROR"})
    void oneThatAnswersDoesNot(Cause cause) {
        assertThat(MainProcess.hungUp(unproven(cause))).isFalse();
    }

    @Test
    void whatSaysNothingAboutRedisIsPassedOn() {
        assertThatExceptionOfType(Unproven.class)
                .isThrownBy(() -> MainProcess.hungUp(unproven(Cause.API_FORBIDDEN)))
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(Cause.API_FORBIDDEN));
    }

    private static Unproven unproven(Cause cause) {
        return new Unproven(Finding.of(cause, "No."));
    }
}
