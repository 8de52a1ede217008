// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.KubeconfigFiles;
import co.littleman.m1onk8s.settings.SettingsException;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server: "https://a", tls-server-name: "b" | {}                              | it names a tls-server-name, b, which this suite cannot ask for
            server: "staging:6443"                    | {}                              | its server is 'staging:6443', and not a URL
            insecure-skip-tls-verify: true            | {}                              | its server is 'null', and not a URL
            server: "https://a"                       | {exec: {apiVersion: "v1"}}      | its login plugin has no command
            server: "https://a"                       | {auth-provider: {name: "gcp"}}  | its auth-provider gcp holds no token; kubectl logs in by it no more, or must do so first
            server: "https://a"                       | {token: "aaa\\nbbb"}              | its user's token is more than one word; a line break in it, perhaps
            server: "https://a"                       | {client-certificate-data: "aGVsbG8=", client-key-data: "aGVsbG8="} | its client certificate is none
            """)
    void whatCannotBeUsedIsRefusedInASentence(String cluster, String user, String why) throws IOException {
        Path file = kubeconfig("{%s}".formatted(cluster), user);

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> way(file))
                .withMessage(
                        "The kubeconfig %s cannot be used: %s; correct it, or name another with --kubeconfig.",
                        file, why);
    }

    @ParameterizedTest
    @CsvSource({
        "{certificate-authority: ca.crt}, {},                              certificate-authority, ca.crt",
        "{},                              {client-certificate: me.crt},    client-certificate,    me.crt",
        "{},                              {client-key: me.key},            client-key,            me.key",
        "{},                              {tokenFile: token},              tokenFile,             token"
    })
    void aFileThatIsNotThereIsNamed(String cluster, String user, String key, String name) throws IOException {
        Path file =
                kubeconfig(cluster.replace("{", "{server: \"https://a\"" + (cluster.equals("{}") ? "" : ", ")), user);

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> way(file))
                .withMessage(
                        "The kubeconfig %s cannot be used: its %s, %s, cannot be read; correct it, or name another with --kubeconfig.",
                        file, key, directory.resolve(name));
    }

    @Test
    void aContextThatLeadsNowhereIsRefusedAndNoOtherServerIsAsked() throws IOException {
        Path file = Files.writeString(directory.resolve("config"), """
                contexts: [{name: staging, context: {cluster: gone, user: me}}, {name: half, context: {cluster: a, user: gone}}]
                clusters: [{name: a, cluster: {server: "https://a"}}]
                """);

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> way(file))
                .withMessage(
                        "The kubeconfig %s cannot be used: context 'staging' names the cluster 'gone', which is not in it; correct it, or name another with --kubeconfig.",
                        file);
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> way(file, "half"))
                .withMessageContaining("context 'half' names the user 'gone', which is not in it");
    }

    @Test
    void whatIsNoTextFileIsToldSo() throws IOException {
        Path rubbish = Files.write(directory.resolve("rubbish"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> way(rubbish))
                .withMessage(
                        "The kubeconfig %s cannot be read (it is not text); name another with --kubeconfig.", rubbish);
        Path broken = Files.writeString(directory.resolve("broken"), "a: [");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> way(broken))
                .withMessage(
                        "The kubeconfig %s cannot be read (it is no kubeconfig); name another with --kubeconfig.",
                        broken);
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> way(directory))
                .withMessage(
                        "The kubeconfig %s cannot be read (Is a directory); name another with --kubeconfig.",
                        directory);
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> way(directory.resolve("none")))
                .withMessageContaining("cannot be read (no such file)");
    }

    @Test
    void aTokenFileIsReadForEachRequest() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "one\n");
        Config config = way(kubeconfig("{server: \"https://a\"}", "{tokenFile: token, token: other}"))
                .config();

        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("one");
        Files.writeString(token, "two\n");
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("two");
    }

    @Test
    void aTokenFileOfSeveralWordsIsNamedAndNotShown() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "secret\nwords\n");
        Config config =
                way(kubeconfig("{server: \"https://a\"}", "{tokenFile: token}")).config();

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(config.getOauthTokenProvider()::getToken)
                .withMessage("The token file %s holds something else than one word; renew it.", token);
    }

    @Test
    void whoIsImpersonatedIsTold() throws IOException {
        Config config = way(kubeconfig(
                        "{server: \"https://a\"}",
                        "{token: t, as: deployer, as-uid: \"7\", as-groups: [a, b], as-user-extra: {team: [shop]}}"))
                .config();

        assertThat(config.getImpersonateUsername()).isEqualTo("deployer");
        assertThat(config.getImpersonateGroups()).containsExactly("a", "b");
        assertThat(config.getImpersonateExtras()).isEqualTo(Map.of("team", List.of("shop")));
        assertThat(config.getCustomHeaders()).isEqualTo(Map.of("Impersonate-Uid", "7"));
    }

    @Test
    void theTokenOfTheOldOpenIdProviderIsOneAsWell() throws IOException {
        Config config = way(kubeconfig(
                        "{server: \"https://a\"}",
                        "{auth-provider: {name: oidc, config: {id-token: t, refresh-token: r, idp-issuer-url: \"https://b\"}}}"))
                .config();

        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("t");
        assertThat(config.getAuthProvider())
                .as("what fabric8 would renew by itself")
                .isNull();
    }

    @Test
    void aTokenThatIsWrittenDownIsTakenBeforeAPlugin() throws IOException {
        assertThat(way(kubeconfig("{server: \"https://a\"}", "{token: t, exec: {command: not-there}}"))
                        .config()
                        .getOauthTokenProvider()
                        .getToken())
                .isEqualTo("t");
    }

    @Test
    void whyALoginIsRefusedIsSaidFromTheTokenItself() throws IOException {
        String over = jwt(Instant.parse("2026-01-02T03:04:05Z"));
        CheckFailedException refused = new CheckFailedException(
                Finding.of(Cause.API_UNAUTHORIZED, "Not known.").seen("Unauthorized"));

        assertThat(way(kubeconfig("{server: \"https://a\"}", "{token: \"%s\"}".formatted(over)))
                        .explain(refused)
                        .finding()
                        .reason())
                .isEqualTo("The API server does not know us: the kubeconfig's token expired at 2026-01-02T03:04:05Z.");
        assertThat(way(kubeconfig(
                                "{server: \"https://a\"}",
                                "{token: \"%s\"}".formatted(jwt(Instant.MAX.minusSeconds(9)))))
                        .explain(refused)
                        .getMessage())
                .isEqualTo("""
                        Not known.
                          seen    Unauthorized
                          login   the kubeconfig's token""");
        assertThat(way(kubeconfig("{server: \"https://a\"}", "{token: \"a.b.c\"}"))
                        .explain(refused)
                        .finding()
                        .reason())
                .isEqualTo("Not known.");
        assertThat(way(kubeconfig("{server: \"https://a\"}", "{}")).explain(refused))
                .isSameAs(refused);
        CheckFailedException other = new CheckFailedException(Finding.of(Cause.API_ERROR, "Out of order."));
        assertThat(way(kubeconfig("{server: \"https://a\"}", "{token: \"%s\"}".formatted(over)))
                        .explain(other))
                .isSameAs(other);
    }

    /**
     * The context in one, its cluster and its user in another: the first of each name, its paths beside its own file.
     */
    @Test
    void severalAreOneToKubectl() throws IOException {
        Path there = Files.createDirectory(directory.resolve("there"));
        Path first = Files.writeString(directory.resolve("first"), """
                contexts: [{name: staging, context: {cluster: a, user: me}}]
                users: [{name: other, user: {token: other}}]
                """);
        Path empty = Files.createFile(directory.resolve("empty"));
        Path second = Files.writeString(there.resolve("second"), """
                contexts: [{name: staging, context: {cluster: b, user: other}}, {name: qa, context: {cluster: b, user: me}}]
                clusters: [{name: a, cluster: {server: "https://a"}}]
                users: [{name: me, user: {tokenFile: token}}, {name: other, user: {token: never}}]
                """);
        Files.writeString(there.resolve("token"), "mine");
        KubeconfigFiles files = new KubeconfigFiles(List.of(first, empty, second), false);

        Config config = Kubeconfig.way(files, "staging", Map.of()).config();

        assertThat(config.getMasterUrl()).startsWith("https://a");
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("mine");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Kubeconfig.way(files, "live", Map.of()))
                .withMessage(
                        "The kubeconfigs %s and %s and %s have no context 'live'; they have: staging, qa.",
                        first, empty, second);
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Kubeconfig.way(files, "qa", Map.of()))
                .withMessageContaining("context 'qa' names the cluster 'b', which is in none of them");
    }

    private static String jwt(Instant end) {
        String checks = "{\"exp\": %d}".formatted(end.getEpochSecond());
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(checks.getBytes(StandardCharsets.UTF_8))
                + ".sig";
    }

    private Path kubeconfig(String cluster, String user) throws IOException {
        return Files.writeString(directory.resolve("config"), """
                contexts: [{name: staging, context: {cluster: a, user: me}}]
                clusters: [{name: a, cluster: %s}]
                users: [{name: me, user: %s}]
                """.formatted(cluster, user));
    }

    private static ClusterConnection way(Path file) {
        return way(file, "staging");
    }

    private static ClusterConnection way(Path file, String context) {
        return Kubeconfig.way(KubeconfigFiles.named(file), context, Map.of());
    }
}
