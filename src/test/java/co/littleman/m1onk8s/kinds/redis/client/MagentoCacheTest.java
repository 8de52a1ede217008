// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands are those of Cm_Cache_Backend_Redis. */
class MagentoCacheTest {
    private final FakeRedis server;

    MagentoCacheTest() throws IOException {
        server = new FakeRedis()
                .on("MULTI", "+OK")
                .on("HMSET", "+QUEUED")
                .on("SADD", "+QUEUED")
                .on("EXPIRE", "+QUEUED")
                .on("UNLINK", "+QUEUED")
                .on("SREM", "+QUEUED")
                .on("EXEC", FakeRedis.list("+OK"));
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void anEntryIsSavedWithItsTagsInOneTransactionAndAllOfItExpires() {
        with(cache -> cache.save("home", "<home>", List.of("CMS", "STORE_1")));

        assertThat(server.commands())
                .containsExactly(
                        "MULTI",
                        "HMSET m:zc:k:home d <home> t CMS,STORE_1 m 0 i 0",
                        "SADD m:zc:tags CMS STORE_1",
                        "SADD m:zc:ti:CMS home",
                        "SADD m:zc:ti:STORE_1 home",
                        "SADD m:zc:ids home",
                        "EXPIRE m:zc:k:home 60",
                        "EXPIRE m:zc:tags 60",
                        "EXPIRE m:zc:ids 60",
                        "EXPIRE m:zc:ti:CMS 60",
                        "EXPIRE m:zc:ti:STORE_1 60",
                        "EXEC");
    }

    @Test
    void anEntryIsLoadedByItsData() {
        server.on("HGET", FakeRedis.text("<home>"), "$-1");

        with(cache -> {
            assertThat(cache.load("home")).isEqualTo("<home>");
            assertThat(cache.load("home")).isNull();
        });
        assertThat(server.commands()).containsOnly("HGET m:zc:k:home d");
    }

    @Test
    void whatHasAllTagsIsCleaned() {
        server.on("SINTER", FakeRedis.texts("shoes", "boots"));

        with(cache -> cache.cleanMatching(List.of("CATALOG", "STORE_1")));

        assertThat(server.commands())
                .containsExactly(
                        "SINTER m:zc:ti:CATALOG m:zc:ti:STORE_1",
                        "MULTI",
                        "UNLINK m:zc:k:shoes m:zc:k:boots",
                        "SREM m:zc:ids shoes boots",
                        "EXEC");
    }

    @Test
    void whatHasAnyTagIsCleanedAndTheTagsForgotten() {
        server.on("SUNION", FakeRedis.texts("shoes"));

        with(cache -> cache.cleanMatchingAny(List.of("CATALOG", "CMS")));

        assertThat(server.commands())
                .containsExactly(
                        "SUNION m:zc:ti:CATALOG m:zc:ti:CMS",
                        "MULTI",
                        "UNLINK m:zc:k:shoes",
                        "SREM m:zc:ids shoes",
                        "EXEC",
                        "MULTI",
                        "UNLINK m:zc:ti:CATALOG m:zc:ti:CMS",
                        "SREM m:zc:tags CATALOG CMS",
                        "EXEC");
    }

    @Test
    void whatHasNoneOfTheTagsIsCleaned() {
        server.on("SDIFF", FakeRedis.texts());

        with(cache -> cache.cleanNotMatching(List.of("CMS")));

        assertThat(server.commands()).containsExactly("SDIFF m:zc:ids m:zc:ti:CMS");
    }

    @Test
    void garbageIsWhatSetsNameAndIsGone() {
        server.on("SMEMBERS m:zc:tags", FakeRedis.texts("CMS"))
                .on("SSCAN", FakeRedis.list(FakeRedis.text("0"), FakeRedis.texts("home", "blog")))
                .on("EXISTS m:zc:k:home", ":0")
                .on("EXISTS m:zc:k:blog", ":1")
                .on("SCARD", ":1");

        with(MagentoCache::collectGarbage);

        assertThat(server.commands())
                .containsExactly(
                        "SMEMBERS m:zc:tags",
                        "SSCAN m:zc:ti:CMS 0 COUNT 100",
                        "EXISTS m:zc:k:home",
                        "EXISTS m:zc:k:blog",
                        "MULTI",
                        "SREM m:zc:ti:CMS home",
                        "SREM m:zc:ids home",
                        "EXEC",
                        "SCARD m:zc:ti:CMS");
    }

    private void with(Consumer<MagentoCache> story) {
        try (Redis redis = server.client()) {
            story.accept(new MagentoCache(redis, "m:"));
        }
    }
}
