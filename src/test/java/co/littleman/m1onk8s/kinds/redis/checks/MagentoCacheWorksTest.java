// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.MagentoCache;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MagentoCacheWorksTest {
    private static final String NIL = "$-1";
    /** What loading gives, in the order of the story: home, shoes, boots, boots, menu, home, and home that expired. */
    private static final List<String> LOADED =
            List.of(FakeRedis.text("<home>"), NIL, FakeRedis.text("<boots>"), NIL, NIL, FakeRedis.text("<home>"), NIL);

    private final FakeRedis server;

    MagentoCacheWorksTest() throws IOException {
        server = new FakeRedis()
                .on("MULTI", "+OK")
                .on("HMSET", "+QUEUED")
                .on("SADD", "+QUEUED")
                .on("EXPIRE", "+QUEUED")
                .on("UNLINK", "+QUEUED")
                .on("SREM", "+QUEUED")
                .on("EXEC", FakeRedis.list("+OK", ":1"))
                .on("SINTER", FakeRedis.texts("shoes"))
                .on("SUNION", FakeRedis.texts("boots"))
                .on("SDIFF", FakeRedis.texts("menu"))
                .on("PEXPIRE", ":1")
                .on("SMEMBERS m:zc:tags", FakeRedis.texts("CMS"))
                .on("SSCAN", FakeRedis.list(FakeRedis.text("0"), FakeRedis.texts("home")))
                .on("EXISTS", ":0")
                .on("SCARD", ":0")
                .on("SMEMBERS m:zc:ti:CMS", FakeRedis.texts());
        loads(LOADED);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void whereEachStepLeavesWhatItMustTheCacheWorks() {
        assertThatCode(this::tell).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "0, $-1,     saving,                      home,  <home>,  nothing",
        "0, <menu>,  saving,                      home,  <home>,  <menu>",
        "1, <shoes>, cleaning what has both tags, shoes, nothing, <shoes>",
        "2, $-1,     cleaning what has both tags, boots, <boots>, nothing",
        "3, <boots>, cleaning what has a tag,     boots, nothing, <boots>",
        "4, <menu>,  cleaning what lacks a tag,   menu,  nothing, <menu>",
        "5, $-1,     cleaning what lacks a tag,   home,  <home>,  nothing",
    })
    void aStepThatLeavesAnythingElseIsNamed(
            int step, String loaded, String after, String what, String expected, String seen) {
        List<String> other = new ArrayList<>(LOADED);
        other.set(step, loaded.equals(NIL) ? NIL : FakeRedis.text(loaded));
        loads(other);

        assertThat(finding()).isEqualTo(broken(after, what, expected, seen));
    }

    @Test
    void aTagThatStillNamesAnExpiredEntryIsNamed() {
        server.on("SMEMBERS m:zc:ti:CMS", FakeRedis.texts("home"));

        Finding finding = finding();

        assertThat(finding).isEqualTo(broken("collecting garbage", "the set of tag CMS", "[]", "[home]"));
        assertThat(finding.message()).isEqualTo("""
                After collecting garbage, the set of tag CMS is not as Magento expects, on database 1 of Redis in pod cache-1.
                  expected   []
                  seen       [home]
                  likely     entries or tag sets were evicted, or something else deletes keys or changes their TTL, or two Redis answer in turn""");
    }

    @Test
    void aWriteThatIsRefusedIsToldAsRedisSaysIt() {
        server.on("HMSET", "-OOM command not allowed when used memory > 'maxmemory'.");

        Finding finding = finding();

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_OOM);
        assertThat(finding.reason())
                .isEqualTo(
                        "Redis in pod cache-1 refuses HMSET m:zc:k:home d <home> t CMS,STORE_1 m 0 i 0: OOM command not allowed when used memory > 'maxmemory'.");
    }

    @Test
    void aCommandThatFailsInItsTransactionIsToldToo() {
        server.on("EXEC", FakeRedis.list("+OK", "-WRONGTYPE Operation against a key holding the wrong kind of value"));

        assertThat(finding())
                .isEqualTo(
                        Finding.of(
                                RedisCause.REDIS_ERROR,
                                "Redis in pod cache-1 refuses a command of a transaction: WRONGTYPE Operation against a key holding the wrong kind of value"));
    }

    @Test
    void whateverComesOfItWhatWasWrittenIsRemoved() {
        server.on("SINTER", "-LOADING Redis is loading the dataset in memory");

        assertThat(finding().cause()).isEqualTo(RedisCause.REDIS_LOADING);
        assertThat(server.commands())
                .last()
                .isEqualTo(
                        "UNLINK m:zc:ids m:zc:k:boots m:zc:k:home m:zc:k:menu m:zc:k:shoes m:zc:tags m:zc:ti:CATALOG m:zc:ti:CMS m:zc:ti:STORE_1");
    }

    private static Finding broken(String after, String what, String expected, String seen) {
        return Finding.of(
                        RedisCause.TAGS_BROKEN,
                        "After %s, %s is not as Magento expects, on database 1 of Redis in pod cache-1."
                                .formatted(after, what))
                .expected(expected)
                .seen(seen)
                .likely(
                        "entries or tag sets were evicted, or something else deletes keys or changes their TTL, or two Redis answer in turn");
    }

    private void loads(List<String> inTurn) {
        server.on("HGET", inTurn.toArray(String[]::new));
    }

    private Finding finding() {
        return assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(this::tell)
                .actual()
                .finding();
    }

    private void tell() {
        try (Redis redis = server.client()) {
            MagentoCacheWorks.works(redis, new MagentoCache(redis, "m:"), "1");
        }
    }
}
