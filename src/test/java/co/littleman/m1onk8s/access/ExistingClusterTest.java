// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExistingClusterTest {
    @Test
    void whatAnswersWithoutAVersionIsNoApiServer() throws IOException {
        try (FakeApiServer page = new FakeApiServer().on("GET /version", 200, "<html>Log in</html>")) {
            CheckFailedException problem = catchThrowableOfType(CheckFailedException.class, page::existing);

            assertThat(problem.finding().cause()).isEqualTo(Cause.API_ERROR);
            assertThat(problem.finding().reason())
                    .isEqualTo("What answers at %s is no Kubernetes API server.".formatted(page.url()));
        }
    }

    @Test
    void theNamedContextIsOpenedAndNotTheCurrentOne(@TempDir Path directory) throws IOException {
        try (FakeApiServer staging = new FakeApiServer()) {
            Path kubeconfig = Files.writeString(directory.resolve("config"), """
                    apiVersion: v1
                    kind: Config
                    current-context: production
                    contexts:
                      - {name: production, context: {cluster: a, user: u}}
                      - {name: staging, context: {cluster: b, user: u}}
                    clusters:
                      - {name: a, cluster: {server: "http://localhost:1"}}
                      - {name: b, cluster: {server: "%s"}}
                    users: [{name: u, user: {}}]
                    """.formatted(staging.url()));

            try (Cluster cluster = ExistingCluster.open(existing(kubeconfig, "staging"))) {
                assertThat(cluster.server()).isEqualTo(staging.url());
                assertThat(cluster.version()).isEqualTo("v1.34.4");
                assertThat(cluster.kind()).isEqualTo("existing");
                assertThat(cluster.isOurs()).isFalse();
            }
        }
    }

    @Test
    void aContextThatTheKubeconfigDoesNotHaveIsRefusedWithThoseThatItHas(@TempDir Path directory) throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: production
                contexts:
                  - {name: production, context: {cluster: a, user: a}}
                  - {name: staging, context: {cluster: a, user: a}}
                clusters: [{name: a, cluster: {server: "http://localhost:1"}}]
                users: [{name: a, user: {}}]
                """);

        refused(
                kubeconfig,
                "The kubeconfig %s has no context 'stagin'; it has: production, staging.".formatted(kubeconfig));
    }

    @Test
    void anEmptyKubeconfigIsRefused(@TempDir Path directory) throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("config"), "\n");

        refused(kubeconfig, "The kubeconfig %s is empty; name another with --kubeconfig.".formatted(kubeconfig));
    }

    @Test
    void aKubeconfigWithoutContextsIsRefused(@TempDir Path directory) throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("config"), "apiVersion: v1\nkind: Config\n");

        refused(kubeconfig, "The kubeconfig %s has no context 'stagin'; it has: none.".formatted(kubeconfig));
    }

    @Test
    void aKubeconfigThatIsNoneIsRefused(@TempDir Path directory) throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("config"), "hello");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> ExistingCluster.open(existing(kubeconfig, "stagin")))
                .withMessageMatching(
                        "The kubeconfig \\Q%s\\E cannot be read \\(.+\\); name another with --kubeconfig\\."
                                .formatted(kubeconfig));
    }

    private static Target.Existing existing(Path kubeconfig, String context) {
        return new Target.Existing(kubeconfig, context, new AllowList("verify.yml", List.of()));
    }

    private static void refused(Path kubeconfig, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> ExistingCluster.open(existing(kubeconfig, "stagin")))
                .withMessage("%s", message);
    }
}
