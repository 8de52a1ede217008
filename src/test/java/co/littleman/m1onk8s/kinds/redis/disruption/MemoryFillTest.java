// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.client.FakeRedis;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryFillTest {
    private final FakeRedis server;

    MemoryFillTest() throws IOException {
        server = new FakeRedis().on("EVAL", ":16").on("UNLINK", ":16");
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void whatWasWrittenIsCountedAndWhatIsGoneToo() {
        server.on("EXISTS", ":64", ":10");
        try (Redis redis = server.client()) {
            MemoryFill filler = new MemoryFill(redis, "our");
            for (int i = 0; i < 5; i++) {
                filler.write();
            }

            assertThat(filler.bytes()).isEqualTo(80 * 65_000L);
            assertThat(filler.missing()).isEqualTo(80 - 64 - 10);
        }
        assertThat(server.commands().get(4)).contains(" 16 our:64 ").endsWith(" our:79 65000 60");
        assertThat(server.commands().subList(5, 7))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("EXISTS our:0 ").endsWith(" our:63"),
                        second ->
                                assertThat(second).startsWith("EXISTS our:64 ").endsWith(" our:79"));
    }

    @Test
    void whatAScriptThatWasRefusedLeftIsRemovedAsWell() {
        try (Redis redis = server.client()) {
            MemoryFill filler = new MemoryFill(redis, "our");
            filler.write();
            filler.remove();

            assertThat(filler.bytes()).isZero();
        }
        assertThat(server.commands())
                .last()
                .asString()
                .startsWith("UNLINK our:0 ")
                .endsWith(" our:31");
    }
}
