// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisAccessTest {
    @Test
    void thePasswordIsNotShown() {
        assertThat(new RedisAccess("app", "s3cret", true, null))
                .hasToString("RedisAccess[user=app, password=***, tls=true]");
    }

    @Test
    void thatThereIsNoPasswordIsShown() {
        assertThat(RedisAccess.OPEN).hasToString("RedisAccess[user=null, password=none, tls=false]");
    }

    @Test
    void norIsItInTheSettings(@TempDir Path manifests) {
        Settings settings = new SettingsReader(Map.of("VERIFY_REDIS_PASSWORD", "s3cret"), new Properties())
                .flag(Options.MANIFESTS, manifests.toString())
                .read();

        assertThat(settings.toString()).contains("password=***").doesNotContain("s3cret");
    }
}
