// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisIsMasterTest {
    private static final String MASTER = "# Replication\r\nrole:master\r\nconnected_slaves:0\r\n";
    private static final String WELL =
            "# Persistence\r\nloading:0\r\nrdb_last_bgsave_status:ok\r\naof_last_write_status:ok\r\n";

    private final FakeRedis server;

    RedisIsMasterTest() throws IOException {
        server = new FakeRedis();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void aMasterTakesWrites() {
        says(MASTER, WELL);

        try (Redis redis = server.client()) {
            assertThatCode(() -> RedisIsMaster.takesWrites(redis)).doesNotThrowAnyException();
        }
    }

    @Test
    void aReplicaDoesNot() {
        says("# Replication\r\nrole:slave\r\nmaster_host:10.42.0.9\r\nmaster_port:6379\r\n", WELL);

        Finding finding = finding();

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_IS_REPLICA);
        assertThat(finding.message()).isEqualTo("""
                Redis in pod cache-1 is a replica.
                  expected   role:master
                  seen       role:slave of 10.42.0.9:6379
                  likely     a replicaof in its arguments or its redis.conf; clients of a cache write to it""");
    }

    @Test
    void norOneThatIsLoading() {
        says(MASTER, "loading:1\r\n");

        Finding finding = finding();

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_LOADING);
        assertThat(finding.message()).isEqualTo("""
                Redis in pod cache-1 is loading.
                  expected   loading:0
                  seen       loading:1""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rdb_last_bgsave_status", "aof_last_write_status"})
    void norOneWhoseLastSaveFailed(String field) {
        says(MASTER, WELL.replace(field + ":ok", field + ":err"));

        Finding finding = finding();

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_MISCONF);
        assertThat(finding.message()).isEqualTo("""
                The last save of Redis in pod cache-1 failed.
                  expected   %s:ok
                  seen       %s:err
                  likely     no room, or no right to write in its directory; Redis then refuses writes""".formatted(field, field));
    }

    private void says(String replication, String persistence) {
        server.on("INFO replication", FakeRedis.text(replication)).on("INFO persistence", FakeRedis.text(persistence));
    }

    private Finding finding() {
        try (Redis redis = server.client()) {
            return assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> RedisIsMaster.takesWrites(redis))
                    .actual()
                    .finding();
        }
    }
}
