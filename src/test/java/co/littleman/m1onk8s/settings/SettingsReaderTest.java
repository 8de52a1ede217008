// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.kinds.redis.model.RedisOptions;
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
        reader = reader.flag(Options.MANIFESTS, manifests.toString());
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
        assertThat(RedisAccess.of(settings)).isEqualTo(RedisAccess.OPEN);
        assertThat(settings.timeouts()).isEqualTo(new Timeouts(Duration.ofSeconds(120), Duration.ofSeconds(60)));
    }

    @Test
    void everyKnobOfTheNodeArrives(@TempDir Path directory) throws IOException {
        Path one = Files.writeString(directory.resolve("one.tar.zst"), "for k3s");
        Path two = Files.writeString(directory.resolve("two.tar.zst"), "for k3s");

        Settings settings = reader.flag(Options.NODE_IMAGE, "mine/node:1")
                .flag(Options.KEEP, "true")
                .flag(Options.IMAGE_ARCHIVES, one + "," + two)
                .flag(Options.REGISTRY_MIRROR, "http://mirror.example:5000")
                .read();

        assertThat(settings.target())
                .isEqualTo(new Target.Ephemeral(
                        "mine/node:1", true, List.of(one, two), URI.create("http://mirror.example:5000"), null));
    }

    @Test
    void aFileOfRegistriesArrivesToo(@TempDir Path directory) throws IOException {
        Path registries = Files.createFile(directory.resolve("registries.yaml"));

        Settings settings =
                reader.flag(Options.REGISTRIES, registries.toString()).read();

        assertThat(((Target.Ephemeral) settings.target()).registries()).isEqualTo(registries);
    }

    @Test
    void aMirrorBesideAFileOfRegistriesIsRefused(@TempDir Path directory) throws IOException {
        Path registries = Files.createFile(directory.resolve("registries.yaml"));

        assertThatThrownBy(() -> reader.flag(Options.REGISTRIES, registries.toString())
                        .flag(Options.REGISTRY_MIRROR, "http://mirror.example:5000")
                        .read())
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "--registries and --registry-mirror exclude each other; put the mirror into the file %s, and leave --registry-mirror out.",
                        registries);
    }

    @Test
    void aContextNamesAClusterThatIsAlreadyThere(@TempDir Path directory) throws IOException {
        Path kubeconfig = Files.createFile(directory.resolve("config"));

        Settings settings = reader.flag(Options.CONTEXT, "staging")
                .flag(Options.NO_APPLY, "true")
                .flag(Options.KUBECONFIG, kubeconfig.toString())
                .flag(Options.NAMESPACE, "shop")
                .read();

        assertThat(settings.target())
                .isEqualTo(new Target.Existing(kubeconfig, "staging", new AllowList("verify.yml", List.of())));
        assertThat(settings.apply()).isFalse();
        assertThat(settings.namespace()).isEqualTo("shop");
    }

    @Test
    void listsAreSeparatedByCommasOrSpaces() {
        Settings settings = reader.flag(Options.CHECK, "a,b c")
                .flag(Options.COMPONENT, " cache,")
                .read();

        assertThat(settings.checks()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(settings.components()).containsExactly("cache");
    }

    @Test
    void theFormatsOfTheReportArrive() {
        assertThat(reader.read().reportFormats()).containsExactly(ReportFormat.JSON);
        assertThat(reader.flag(Options.REPORT_FORMAT, "json,junit").read().reportFormats())
                .containsExactlyInAnyOrder(ReportFormat.JSON, ReportFormat.JUNIT);
    }

    @Test
    void labelsOfTheClientPodArrive() {
        Settings settings = reader.flag(Options.CLIENT_LABELS, "role=web, app.example/part-of=")
                .read();

        assertThat(settings.scope().clientLabels())
                .containsExactlyInAnyOrderEntriesOf(Map.of("role", "web", "app.example/part-of", ""));
    }

    @Test
    void howRedisLetsUsInArrives(@TempDir Path directory) throws IOException {
        Path ca = Files.createFile(directory.resolve("ca.pem"));

        Settings settings = reader.flag(RedisOptions.USER, "app")
                .flag(RedisOptions.TLS, "true")
                .flag(RedisOptions.CA, ca.toString())
                .read();

        assertThat(RedisAccess.of(settings)).isEqualTo(new RedisAccess("app", null, true, ca));
    }
}
