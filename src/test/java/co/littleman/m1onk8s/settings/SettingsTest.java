package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private static Path manifests;

    private final Settings settings = new SettingsReader(Map.of(), new Properties())
            .flag(Knob.MANIFESTS, manifests.toString())
            .flag(Knob.CLAIM, "redis-answers-ping")
            .read();

    @Test
    void aTargetMayBeSwappedForAnother() {
        Target other = new Target.Existing(Path.of("kubeconfig"), "staging");

        Settings swapped = settings.withTarget(other);

        assertThat(swapped.target()).isEqualTo(other);
        assertThat(swapped.withTarget(settings.target())).isEqualTo(settings);
    }

    @Test
    void soMayTheDirectoryOfTheReport() {
        Settings swapped = settings.withReport(Path.of("elsewhere"));

        assertThat(swapped.report()).isEqualTo(Path.of("elsewhere"));
        assertThat(swapped.withReport(settings.report())).isEqualTo(settings);
    }
}
