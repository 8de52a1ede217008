// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kubectl -n shop get pods                           | kubectl --context $1 -n shop get pods
            kubectl describe x && kubectl -n shop get events   | kubectl --context $1 describe x && kubectl --context $1 -n shop get events
            log in again; kubectl auth whoami   # must know us | log in again; kubectl --context $1 auth whoami   # must know us
            kubectl diff --server-side -f 50-cache.dep.yml     | kubectl --context $1 diff --server-side -f /manifests/50-cache.dep.yml
            scripts/verify --print-rbac talk                   | scripts/verify --print-rbac talk
            kubectl.kubernetes.io/restartedAt of my-kubectl it | kubectl.kubernetes.io/restartedAt of my-kubectl it
            """)
    void allOfAStepIsTypedSo(String step, String typed) throws IOException {
        Path kubeconfig = Files.createFile(directory.resolve("config"));

        assertThat(kubectl(Map.of("KUBECONFIG", kubeconfig.toString(), "VERIFY_CONTEXT", "$1"), step))
                .isEqualTo(typed.replace("$1", "'$1'").replace("/manifests", directory.toString()));
    }

    /** What a tool has rendered is in no file: the reader pipes it once more. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            kubectl diff --server-side -f shop/templates/a.yaml   ; kustomize build x | kubectl diff --server-side -f -
            kubectl get -f output of kustomize build x   # why    ; kustomize build x | kubectl get -f -   # why
            kubectl -n shop get pods                              ; kubectl -n shop get pods
            """)
    void whatWasRenderedIsPiped(String step, String typed) {
        assertThat(Kubectl.of(settings(directory.toString()), "kustomize build x")
                        .typed(step))
                .isEqualTo(typed);
        assertThat(Kubectl.of(settings("-")).typed("kubectl get -f standard input"))
                .isEqualTo("… | kubectl get -f -");
    }

    private static Settings settings(String manifests) {
        return new SettingsReader(Map.of(), new Properties())
                .flag(Options.MANIFESTS, manifests)
                .read();
    }

    /** kubectl gets the file that was given, wherever it is. */
    @Test
    void manifestsInOneFileAreThatFile() throws IOException {
        Path file = Files.createFile(directory.resolve("shop.yaml"));

        assertThat(Kubectl.of(new SettingsReader(Map.of(), new Properties())
                                .flag(Options.MANIFESTS, file.toString())
                                .read())
                        .typed("kubectl diff -f shop.yaml"))
                .isEqualTo("kubectl diff -f " + file);
    }

    private String kubectl(Map<String, String> environment) {
        return kubectl(environment, "kubectl get").replaceFirst(" get$", "");
    }

    private String kubectl(Map<String, String> environment, String step) {
        return Kubectl.of(new SettingsReader(environment, new Properties())
                        .flag(Options.MANIFESTS, directory.toString())
                        .read())
                .typed(step);
    }
}
