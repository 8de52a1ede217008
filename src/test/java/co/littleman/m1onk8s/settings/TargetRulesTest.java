// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exact message of each rule that holds between the options that say where the stack runs. */
class TargetRulesTest {
    private static final AllowList NOBODY = new AllowList("verify.yml", List.of());

    @TempDir
    private static Path home;

    @Test
    void aClusterThatIsAlreadyThereIsInstalledOnWhereInstallIsSaidByName() throws IOException {
        Path kubeconfig = Files.createFile(home.resolve("config"));
        SettingsReader reader =
                reader().flag(Options.CONTEXT, "staging").flag(Options.KUBECONFIG, kubeconfig.toString());

        assertThat(reader.read().apply()).isFalse();
        assertThat(reader.flag(Options.LEVEL, "disrupt").read().apply()).isFalse();
        assertThat(reader.flag(Options.LEVEL, "install").read().apply()).isTrue();
        assertThat(reader.flag(Options.NO_APPLY, "true").read().apply()).isFalse();
    }

    @Test
    void noApplyWithoutAContextIsRefused() {
        refused(
                reader().flag(Options.NO_APPLY, "true"),
                "--no-apply needs an existing cluster; add --context NAME, or --in-cluster.");
    }

    @Test
    void keepWithAContextIsRefused() {
        refused(
                judging("staging").flag(Options.KEEP, "true"),
                "--keep is for a cluster that the run starts, but --context names an existing one; leave one of them out.");
    }

    /** Whose variable is not set means some cluster, and gets none of his own. */
    @Test
    void aContextThatIsNamedByNothingIsRefused() {
        refused(judging(""), "--context is empty; give it a value, or leave it out.");
        refused(judging("staging").flag(Options.CHECK, " "), "--check is empty; give it a value, or leave it out.");
        refused(reader(Map.of("VERIFY_CONTEXT", "")), "VERIFY_CONTEXT is empty; give it a value, or leave it out.");
    }

    @Test
    void aKubeconfigWithoutAContextIsRefusedAndNoOtherClusterJudged() throws IOException {
        Path kubeconfig = Files.createFile(home.resolve("alone"));

        refused(
                reader().flag(Options.KUBECONFIG, kubeconfig.toString()),
                "The kubeconfig %s needs a context; add --context NAME, or leave the kubeconfig out to start a fresh k3s."
                        .formatted(kubeconfig));
        refused(
                reader().flag(Options.KUBECONFIG, kubeconfig.toString()).flag(Options.IN_CLUSTER, "true"),
                "--in-cluster and --kubeconfig exclude each other; leave one of them out.");
    }

    /** As kubectl has it: what is not there is passed over. */
    @Test
    void severalKubeconfigsAreReadAsKubectlDoes() throws IOException {
        Path one = Files.createFile(home.resolve("one"));
        Path two = Files.createFile(home.resolve("two"));

        assertThat(judging("staging", Map.of("KUBECONFIG", one + ":/not/there:" + two))
                        .read()
                        .target())
                .isEqualTo(new Target.Existing(new KubeconfigFiles(List.of(one, two), false), "staging", NOBODY));
        refused(
                judging("staging", Map.of("KUBECONFIG", "/a:/b")),
                "--context needs a kubeconfig, but /a and /b cannot be read; name one with --kubeconfig.");
    }

    @Test
    void aPeersNamespaceHasANameOfOne() {
        refused(
                judging("staging").flag(Options.KUBECONFIG, home.toString()).flag(Options.PEER_NAMESPACE, "No_Pe!"),
                "--peer-namespace must be the name of a namespace (at most 63 lower-case letters, digits and hyphens), but is 'No_Pe!'; kubectl get namespaces lists them.");
    }

    @Test
    void aKubeconfigMustBeReadable() {
        refused(
                judging("staging").flag(Options.KUBECONFIG, "/no/config"),
                "--kubeconfig is '/no/config', but that file cannot be read; check the path and its permissions.");
    }

    @Test
    void aContextNeedsAKubeconfigInTheUsualPlace() {
        refused(
                judging("staging"),
                "--context needs a kubeconfig, but %s cannot be read; name one with --kubeconfig."
                        .formatted(home.resolve(".kube/config")));
    }

    @Test
    void orInThePlaceThatKubectlsOwnVariableNames() throws IOException {
        Path kubeconfig = Files.createFile(home.resolve("elsewhere"));

        Settings settings =
                judging("staging", Map.of("KUBECONFIG", kubeconfig.toString())).read();

        assertThat(settings.target())
                .isEqualTo(new Target.Existing(new KubeconfigFiles(List.of(kubeconfig), false), "staging", NOBODY));
    }

    @Test
    void aContextAndInClusterNameTwoClusters() {
        refused(
                judging("staging").flag(Options.IN_CLUSTER, "true"),
                "--context staging and --in-cluster exclude each other; leave one of them out.");
    }

    @Test
    void keepInClusterIsRefused() {
        refused(
                reader().flag(Options.IN_CLUSTER, "true").flag(Options.KEEP, "true"),
                "--keep is for a cluster that the run starts, but --in-cluster names an existing one; leave one of them out.");
    }

    @Test
    void inClusterIsForAPod() {
        String message =
                "--in-cluster needs a pod with a ServiceAccount, but this is not one (no KUBERNETES_SERVICE_HOST, or no token); name a cluster with --context instead.";

        refused(reader().flag(Options.IN_CLUSTER, "true"), message);
        refused(
                reader(Map.of("KUBERNETES_SERVICE_HOST", "10.43.0.1"))
                        .serviceAccount(home)
                        .flag(Options.IN_CLUSTER, "true"),
                message);
    }

    @Test
    void inAPodItIsTheClusterOfThatPodAndItIsOnlyObserved(@TempDir Path account) throws IOException {
        Files.writeString(account.resolve("token"), "t");

        Settings settings = reader(Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443"))
                .serviceAccount(account)
                .flag(Options.IN_CLUSTER, "true")
                .read();

        assertThat(settings.target()).isEqualTo(new Target.InCluster(account, "https://[fd00::1]:6443/", NOBODY));
        assertThat(settings.scope().level()).isEqualTo(Level.OBSERVE);
        assertThat(settings.apply()).isFalse();
    }

    private static void refused(SettingsReader reader, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(reader::read)
                .withMessage("%s", message);
    }

    private static SettingsReader judging(String context) {
        return judging(context, Map.of());
    }

    private static SettingsReader judging(String context, Map<String, String> environment) {
        return reader(environment).flag(Options.CONTEXT, context).flag(Options.NO_APPLY, "true");
    }

    private static SettingsReader reader() {
        return reader(Map.of());
    }

    private static SettingsReader reader(Map<String, String> environment) {
        Properties properties = new Properties();
        properties.setProperty("user.home", home.toString());
        return new SettingsReader(environment, properties).flag(Options.MANIFESTS, home.toString());
    }
}
