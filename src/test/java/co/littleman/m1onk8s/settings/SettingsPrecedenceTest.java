// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.kinds.redis.model.RedisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsPrecedenceTest {
    private static final Map<String, String> NOTHING_SET = Map.of();

    @Test
    void theDefaultIsUsedWhereNothingIsSet() {
        assertThat(new SettingsReader(NOTHING_SET, new Properties()).value(Options.ROLLOUT_TIMEOUT))
                .isEqualTo("60");
    }

    @Test
    void onlyTheDefaultOfAPathIsAtHome(@TempDir Path home) throws IOException {
        Files.createDirectory(home.resolve("manifests"));
        SettingsReader reader = new SettingsReader(NOTHING_SET, property(SettingsReader.HOME, home.toString()));

        assertThat(reader.read().manifests()).isEqualTo(home.resolve("manifests"));
        assertThat(reader.read().report()).isEqualTo(home.resolve("target/verify"));
        assertThat(reader.flag(Options.REPORT, "mine").read().report()).isEqualTo(Path.of("mine"));
    }

    @Test
    void aSystemPropertyWinsOverTheDefault() {
        assertThat(new SettingsReader(NOTHING_SET, property("verify.rollout-timeout", "61"))
                        .value(Options.ROLLOUT_TIMEOUT))
                .isEqualTo("61");
    }

    @Test
    void theEnvironmentWinsOverASystemProperty() {
        assertThat(new SettingsReader(Map.of("VERIFY_ROLLOUT_TIMEOUT", "62"), property("verify.rollout-timeout", "61"))
                        .value(Options.ROLLOUT_TIMEOUT))
                .isEqualTo("62");
    }

    @Test
    void aFlagWinsOverAll() {
        assertThat(new SettingsReader(Map.of("VERIFY_ROLLOUT_TIMEOUT", "62"), property("verify.rollout-timeout", "61"))
                        .flag(Options.ROLLOUT_TIMEOUT, "63")
                        .value(Options.ROLLOUT_TIMEOUT))
                .isEqualTo("63");
    }

    @Test
    void anEmptyVariableIsNotSet() {
        assertThat(new SettingsReader(Map.of("VERIFY_ROLLOUT_TIMEOUT", " "), property("verify.rollout-timeout", "61"))
                        .value(Options.ROLLOUT_TIMEOUT))
                .isEqualTo("61");
    }

    @Test
    void anEmptySystemPropertyIsNotSetEither() {
        assertThat(new SettingsReader(NOTHING_SET, property("verify.rollout-timeout", ""))
                        .value(Options.ROLLOUT_TIMEOUT))
                .isEqualTo("60");
    }

    @Test
    void aSecretComesFromTheEnvironment(@TempDir Path manifests) {
        Settings settings = new SettingsReader(Map.of("VERIFY_REDIS_PASSWORD", "s3cret"), new Properties())
                .flag(Options.MANIFESTS, manifests.toString())
                .read();

        assertThat(RedisAccess.of(settings).password()).isEqualTo("s3cret");
    }

    @Test
    void aSecretNeverComesFromASystemProperty(@TempDir Path manifests) {
        Settings settings = new SettingsReader(NOTHING_SET, property("verify.redis-password", "s3cret"))
                .flag(Options.MANIFESTS, manifests.toString())
                .read();

        assertThat(RedisAccess.of(settings).password()).isNull();
    }

    @Test
    void orFromWhereAReferenceLeads(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "from-file\n");

        assertThat(password(directory, Map.of(), "file:" + file)).isEqualTo("from-file");
        assertThat(password(directory, Map.of("SHOP_REDIS", "from-shop"), "env:SHOP_REDIS"))
                .isEqualTo("from-shop");
        assertThat(password(directory, Map.of("VERIFY_REDIS_PASSWORD", "itself"), "file:" + file))
                .isEqualTo("itself");
    }

    @Test
    void orFromASecretThatIsReadOnTheCluster(@TempDir Path directory) {
        RedisAccess access = access(directory, Map.of(), "secret:redis.login/the_key");

        assertThat(access.secret()).isEqualTo(new SecretKey("redis.login", "the_key"));
        assertThat(access.password()).isNull();
        assertThat(access(directory, Map.of("VERIFY_REDIS_PASSWORD", "itself"), "secret:a/b"))
                .isEqualTo(new RedisAccess(null, "itself", false, null));
    }

    private static @Nullable String password(Path manifests, Map<String, String> environment, String reference) {
        return access(manifests, environment, reference).password();
    }

    private static RedisAccess access(Path manifests, Map<String, String> environment, String reference) {
        return new SettingsReader(environment, new Properties())
                .flag(Options.MANIFESTS, manifests.toString())
                .flag(RedisOptions.PASSWORD_FROM, reference)
                .read()
                .ofKind(RedisAccess.class)
                .orElseThrow();
    }

    private static Properties property(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }
}
