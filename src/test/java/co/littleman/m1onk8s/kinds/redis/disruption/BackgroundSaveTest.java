// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.checks.manifests.Declared;
import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundSaveTest {
    private final FakeRedis server;

    BackgroundSaveTest() throws IOException {
        server = new FakeRedis();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+Background saving started", "-ERR Background save already in progress"})
    void aSaveThatEndsWellIsFine(String said) {
        server.on("BGSAVE", said).on("INFO", persistence("ok"));

        assertThatCode(this::save).doesNotThrowAnyException();
        assertThat(server.commands()).contains("BGSAVE SCHEDULE");
    }

    @Test
    void aSaveThatFailsIsToldWithWhatComesOfIt() {
        server.on("BGSAVE", "+Background saving started").on("INFO", persistence("err"));

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(this::save)
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(RedisCause.SAVE_FAILED))
                .withMessage("""
                        Redis in pod cache-1 cannot save in the background.
                          expected      rdb_last_bgsave_status:ok
                          seen          rdb_last_bgsave_status:err
                          BGSAVE said   Background saving started
                          likely        no writable directory to save to (a read-only root without a volume at Redis' dir), a full disk, or no memory for the child process; from now on Redis refuses writes (MISCONF) if save points are set
                          look          kubectl -n shop get deployment/cache -o jsonpath='{.spec.template.spec.securityContext} {.spec.template.spec.containers}'""");
    }

    @Test
    void aSaveThatCannotBeStartedIsAFailureToo() {
        server.on("BGSAVE", "-ERR").on("INFO", persistence("ok"));

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(this::save)
                .withMessage("""
                Redis in pod cache-1 cannot start a background save.
                  expected   rdb_last_bgsave_status:ok
                  seen       Redis in pod cache-1 refuses BGSAVE SCHEDULE: ERR
                  look       kubectl -n shop get deployment/cache -o jsonpath='{.spec.template.spec.securityContext} {.spec.template.spec.containers}'""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-ERR unknown command 'BGSAVE', with args beginning with: 'SCHEDULE'",
                "-NOPERM this user has no permissions to run the 'bgsave' command"
            })
    void aHardenedRedisIsNotAtFault(String said) {
        server.on("BGSAVE", said).on("INFO", persistence("ok"));

        assertThatExceptionOfType(CheckSkippedException.class)
                .isThrownBy(() -> CommandDenied.skips("save (BGSAVE)", this::save))
                .extracting(CheckSkippedException::reason)
                .isEqualTo("requires: a Redis that lets us save (BGSAVE)");
    }

    private void save() {
        try (Redis redis = server.client()) {
            new BackgroundSave(redis, Declared.workload("cache", "{}")).run();
        }
    }

    private static String persistence(String status) {
        String text = "rdb_bgsave_in_progress:0\nrdb_last_bgsave_status:" + status;
        return "$%d\r\n%s".formatted(text.length(), text);
    }
}
