// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RedisTakesABurstTest {
    private static final Address REDIS = new Address("10.43.0.9", 6379);

    @Test
    void everyWorkerHasItsConnection() {
        assertThatCode(() -> RedisTakesABurst.answersAll(REDIS, replies(50, "+PONG", 0, "")))
                .doesNotThrowAnyException();
    }

    @Test
    void someAreRefusedForTheNumberOfClients() {
        Finding finding = finding(replies(38, "+PONG", 12, "-ERR max number of clients reached"));

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_TOO_MANY_CLIENTS);
        assertThat(finding.message()).isEqualTo("""
                Of 50 connections at once, Redis at 10.43.0.9:6379 answers 38.
                  expected   50 times +PONG
                  seen       38 times +PONG, 12 times -ERR max number of clients reached
                  likely     maxclients is lower than the number of clients, or the file limit is""");
    }

    @Test
    void someFindNoConnection() {
        Finding finding = finding(replies(49, "+PONG", 1, "not connected"));

        assertThat(finding.cause()).isEqualTo(Cause.CONNECTION_LOST);
        assertThat(finding.message()).isEqualTo("""
                Of 50 connections at once, Redis at 10.43.0.9:6379 answers 49.
                  expected   50 times +PONG
                  seen       49 times +PONG, 1 times not connected""");
    }

    @Test
    void noneIsAnswered() {
        assertThat(finding(replies(0, "", 50, "-NOAUTH Authentication required."))
                        .message())
                .isEqualTo("""
                        Of 50 connections at once, Redis at 10.43.0.9:6379 answers 0.
                          expected   50 times +PONG
                          seen       50 times -NOAUTH Authentication required.
                          likely     Redis wants a password; set VERIFY_REDIS_PASSWORD""");
    }

    private static Finding finding(List<String> replies) {
        return assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> RedisTakesABurst.answersAll(REDIS, replies))
                .actual()
                .finding();
    }

    private static List<String> replies(int some, String one, int others, String other) {
        return Stream.concat(Collections.nCopies(some, one).stream(), Collections.nCopies(others, other).stream())
                .toList();
    }
}
