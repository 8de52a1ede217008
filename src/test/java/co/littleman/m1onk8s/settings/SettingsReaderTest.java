// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private SettingsReader reader = new SettingsReader(Map.of(), new Properties());

    @BeforeEach
    void someManifests(@TempDir Path manifests) {
        reader = reader.flag(Option.MANIFESTS, manifests.toString());
    }

    @Test
    void withNothingSetAFreshK3sIsStartedAndTheStackInstalled() {
        Settings settings = reader.read();

        assertThat(settings.target())
                .isEqualTo(new Target.Ephemeral("rancher/k3s:v1.34.4-k3s1", false, List.of(), null, null));
        assertThat(settings.apply()).isTrue();
        assertThat(settings.namespace()).isNull();
        assertThat(settings.checks()).isEmpty();
        assertThat(settings.components()).isEmpty();
        assertThat(settings.report()).isEqualTo(Path.of("target", "verify"));
        assertThat(settings.redis()).isEqualTo(RedisAccess.OPEN);
        assertThat(settings.timeouts()).isEqualTo(new Timeouts(Duration.ofSeconds(120), Duration.ofSeconds(60)));
    }

    @Test
    void everyKnobOfTheNodeArrives(@TempDir Path directory) throws IOException {
        Path one = Files.createFile(directory.resolve("one.tar"));
        Path two = Files.createFile(directory.resolve("two.tar"));

        Settings settings = reader.flag(Option.NODE_IMAGE, "mine/node:1")
                .flag(Option.KEEP, "true")
                .flag(Option.IMAGE_ARCHIVES, one + "," + two)
                .flag(Option.REGISTRY_MIRROR, "http://mirror.example:5000")
                .read();

        assertThat(settings.target())
                .isEqualTo(new Target.Ephemeral(
                        "mine/node:1", true, List.of(one, two), URI.create("http://mirror.example:5000"), null));
    }

    @Test
    void aFileOfRegistriesArrivesToo(@TempDir Path directory) throws IOException {
        Path registries = Files.createFile(directory.resolve("registries.yaml"));

        Settings settings =
                reader.flag(Option.REGISTRIES, registries.toString()).read();

        assertThat(((Target.Ephemeral) settings.target()).registries()).isEqualTo(registries);
    }

    @Test
    void aMirrorBesideAFileOfRegistriesIsRefused(@TempDir Path directory) throws IOException {
        Path registries = Files.createFile(directory.resolve("registries.yaml"));

        assertThatThrownBy(() -> reader.flag(Option.REGISTRIES, registries.toString())
                        .flag(Option.REGISTRY_MIRROR, "http://mirror.example:5000")
                        .read())
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "--registries and --registry-mirror exclude each other; put the mirror into the file %s, and leave --registry-mirror out.",
                        registries);
    }

    @Test
    void aContextNamesAClusterThatIsAlreadyThere(@TempDir Path directory) throws IOException {
        Path kubeconfig = Files.createFile(directory.resolve("config"));

        Settings settings = reader.flag(Option.CONTEXT, "staging")
                .flag(Option.NO_APPLY, "true")
                .flag(Option.KUBECONFIG, kubeconfig.toString())
                .flag(Option.NAMESPACE, "shop")
                .read();

        assertThat(settings.target())
                .isEqualTo(new Target.Existing(kubeconfig, "staging", new AllowList("verify.yml", List.of())));
        assertThat(settings.apply()).isFalse();
        assertThat(settings.namespace()).isEqualTo("shop");
    }

    @Test
    void listsAreSeparatedByCommasOrSpaces() {
        Settings settings = reader.flag(Option.CHECK, "a,b c")
                .flag(Option.COMPONENT, " cache,")
                .read();

        assertThat(settings.checks()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(settings.components()).containsExactly("cache");
    }

    @Test
    void labelsOfTheClientPodArrive() {
        Settings settings = reader.flag(Option.CLIENT_LABELS, "role=web, app.example/part-of=")
                .read();

        assertThat(settings.scope().clientLabels())
                .containsExactlyInAnyOrderEntriesOf(Map.of("role", "web", "app.example/part-of", ""));
    }

    @Test
    void howRedisLetsUsInArrives(@TempDir Path directory) throws IOException {
        Path ca = Files.createFile(directory.resolve("ca.pem"));

        Settings settings = reader.flag(Option.REDIS_USER, "app")
                .flag(Option.REDIS_TLS, "true")
                .flag(Option.REDIS_CA, ca.toString())
                .read();

        assertThat(settings.redis()).isEqualTo(new RedisAccess("app", null, true, ca));
    }
}
