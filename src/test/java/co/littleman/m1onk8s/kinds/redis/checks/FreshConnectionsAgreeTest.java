// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshConnectionsAgreeTest {
    private static final DeclaredService CACHE =
            new DeclaredService("shop", "cache", Map.of("role", "cache"), List.of(), new Place("50-cache.svc.yml", 1));

    @Test
    void whoeverAsksSeesTheSame() {
        assertThatCode(() -> FreshConnectionsAgree.agree(
                        CACHE, "v1", answers(List.of("v1", "v1", "v1"), List.of("v1"), List.of("v1"))))
                .doesNotThrowAnyException();
    }

    @Test
    void twoRedisBehindOneServiceAreFoundByChance() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> FreshConnectionsAgree.agree(
                        CACHE, "v1", answers(List.of("v1", "", "v1"), List.of("v1"), List.of("nothing"))))
                .satisfies(unproven -> {
                    assertThat(unproven.finding().cause()).isEqualTo(RedisCause.SPLIT_DATA);
                    assertThat(unproven).hasMessage("""
                            2 of 5 fresh connections to Service cache do not see what was written.
                              expected   the same value, whoever asks
                              asked      10.43.0.9:6379 → 2 of 3
                              asked      pod 10.42.0.7:6379 → 1 of 1
                              asked      pod 10.42.0.8:6379 → 0 of 1
                              likely     two pods with a Redis of their own behind one Service; they share nothing
                              look       kubectl -n shop get endpointslices -l kubernetes.io/service-name=cache -o wide""");
                });
    }

    @Test
    void andForCertainWhereAffinityHidesTheOther() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> FreshConnectionsAgree.agree(
                        CACHE, "v1", answers(List.of("v1", "v1", "v1"), List.of("v1"), List.of("nothing"))))
                .withMessageStartingWith("1 of 5 fresh connections to Service cache do not see what was written.");
    }

    @Test
    void noAnswersAtAllSayNothing() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> FreshConnectionsAgree.agree(CACHE, "v1", answers(List.of(), List.of(), List.of())))
                .satisfies(unproven -> assertThat(unproven.finding())
                        .isEqualTo(Finding.of(
                                Cause.CLIENT_POD_UNAVAILABLE,
                                "The client pod brought no answer of Service cache home.")));
    }

    @Test
    void aRefusalIsNoOtherRedis() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> FreshConnectionsAgree.agree(
                        CACHE,
                        "v1",
                        answers(List.of("v1", "ERR max number of clients reached"), List.of("v1"), List.of("v1"))))
                .satisfies(unproven -> {
                    assertThat(unproven.finding().cause()).isEqualTo(Cause.CONNECTION_LOST);
                    assertThat(unproven.finding().seen()).isEqualTo("ERR max number of clients reached");
                })
                .withMessageStartingWith("1 of 4 fresh connections to Service cache get no answer.");
    }

    private static Map<String, List<String>> answers(List<String> fresh, List<String> one, List<String> other) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        answers.put("10.43.0.9:6379", fresh);
        answers.put("pod 10.42.0.7:6379", one);
        answers.put("pod 10.42.0.8:6379", other);
        return answers;
    }
}
