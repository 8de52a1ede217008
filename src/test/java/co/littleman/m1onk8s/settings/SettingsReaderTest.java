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
        reader = reader.flag(Knob.MANIFESTS, manifests.toString());
    }

    @Test
    void withNothingSetAFreshK3sIsStartedAndTheStackInstalled() {
        Settings settings = reader.read();

        assertThat(settings.target())
                .isEqualTo(new Target.Ephemeral("rancher/k3s:v1.34.4-k3s1", false, List.of(), null, null));
        assertThat(settings.apply()).isTrue();
        assertThat(settings.namespace()).isNull();
        assertThat(settings.claims()).isEmpty();
        assertThat(settings.components()).isEmpty();
        assertThat(settings.report()).isEqualTo(Path.of("target", "verify"));
        assertThat(settings.redis()).isEqualTo(RedisAccess.OPEN);
        assertThat(settings.budgets()).isEqualTo(new Budgets(Duration.ofSeconds(120), Duration.ofSeconds(60)));
    }

    @Test
    void everyKnobOfTheNodeArrives(@TempDir Path directory) throws IOException {
        Path one = Files.createFile(directory.resolve("one.tar"));
        Path two = Files.createFile(directory.resolve("two.tar"));

        Settings settings = reader.flag(Knob.NODE_IMAGE, "mine/node:1")
                .flag(Knob.KEEP, "true")
                .flag(Knob.IMAGE_ARCHIVES, one + "," + two)
                .flag(Knob.REGISTRY_MIRROR, "http://mirror.example:5000")
                .read();

        assertThat(settings.target())
                .isEqualTo(new Target.Ephemeral(
                        "mine/node:1", true, List.of(one, two), URI.create("http://mirror.example:5000"), null));
    }

    @Test
    void aFileOfRegistriesArrivesToo(@TempDir Path directory) throws IOException {
        Path registries = Files.createFile(directory.resolve("registries.yaml"));

        Settings settings = reader.flag(Knob.REGISTRIES, registries.toString()).read();

        assertThat(((Target.Ephemeral) settings.target()).registries()).isEqualTo(registries);
    }

    @Test
    void aMirrorBesideAFileOfRegistriesIsRefused(@TempDir Path directory) throws IOException {
        Path registries = Files.createFile(directory.resolve("registries.yaml"));

        assertThatThrownBy(() -> reader.flag(Knob.REGISTRIES, registries.toString())
                        .flag(Knob.REGISTRY_MIRROR, "http://mirror.example:5000")
                        .read())
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "--registries and --registry-mirror exclude each other; put the mirror into the file %s, and leave --registry-mirror out.",
                        registries);
    }

    @Test
    void aContextNamesAClusterThatIsAlreadyThere(@TempDir Path directory) throws IOException {
        Path kubeconfig = Files.createFile(directory.resolve("config"));

        Settings settings = reader.flag(Knob.CONTEXT, "staging")
                .flag(Knob.NO_APPLY, "true")
                .flag(Knob.KUBECONFIG, kubeconfig.toString())
                .flag(Knob.NAMESPACE, "shop")
                .read();

        assertThat(settings.target())
                .isEqualTo(new Target.Existing(kubeconfig, "staging", new AllowList("verify.yml", List.of())));
        assertThat(settings.apply()).isFalse();
        assertThat(settings.namespace()).isEqualTo("shop");
    }

    @Test
    void listsAreSeparatedByCommasOrSpaces() {
        Settings settings =
                reader.flag(Knob.CLAIM, "a,b c").flag(Knob.COMPONENT, " cache,").read();

        assertThat(settings.claims()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(settings.components()).containsExactly("cache");
    }

    @Test
    void labelsOfTheClientPodArrive() {
        Settings settings = reader.flag(Knob.CLIENT_LABELS, "role=web, app.example/part-of=")
                .read();

        assertThat(settings.reach().clientLabels())
                .containsExactlyInAnyOrderEntriesOf(Map.of("role", "web", "app.example/part-of", ""));
    }

    @Test
    void howRedisLetsUsInArrives(@TempDir Path directory) throws IOException {
        Path ca = Files.createFile(directory.resolve("ca.pem"));

        Settings settings = reader.flag(Knob.REDIS_USER, "app")
                .flag(Knob.REDIS_TLS, "true")
                .flag(Knob.REDIS_CA, ca.toString())
                .read();

        assertThat(settings.redis()).isEqualTo(new RedisAccess("app", null, true, ca));
    }
}
