package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubectlTest {
    @TempDir
    private Path directory;

    /** What kubectl finds by itself needs no name; which of its contexts is meant always does. */
    @Test
    void itAsksTheClusterThatWasJudged() throws IOException {
        Path kubeconfig = Files.createFile(directory.resolve("the team's"));

        assertThat(kubectl(Map.of("KUBECONFIG", kubeconfig.toString(), "VERIFY_CONTEXT", "staging")))
                .isEqualTo("kubectl --context staging");
        assertThat(kubectl(Map.of("VERIFY_KUBECONFIG", kubeconfig.toString(), "VERIFY_CONTEXT", "admin@staging")))
                .isEqualTo("kubectl --kubeconfig '" + directory + "/the team'\\''s' --context admin@staging");
    }

    @Test
    void aKeptClusterHasItsFileInTheReport() {
        assertThat(kubectl(Map.of("VERIFY_KEEP", "true", "VERIFY_REPORT", "/r")))
                .isEqualTo("kubectl --kubeconfig /r/kubeconfig");
        assertThat(kubectl(Map.of())).isEqualTo("kubectl");
    }

    private String kubectl(Map<String, String> environment) {
        return Kubectl.of(new SettingsReader(environment, new Properties())
                .flag(Knob.MANIFESTS, directory.toString())
                .read());
    }
}
