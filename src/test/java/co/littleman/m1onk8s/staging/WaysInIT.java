// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.TestCluster;
import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.VerifyProcess;
import co.littleman.m1onk8s.access.Account;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.rbac.Rbac;
import co.littleman.m1onk8s.rbac.RequiredPermissions;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.stack.Stack;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kubeconfigs as real clusters have them, and what may be in between: each is a way in, or the run says what it lacks.
 */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class WaysInIT {
    /** A person waits ten; a machine that is busy with other tests takes longer to start and to end. */
    private static final double SOON_SECONDS = 15;

    /** Where k3s has its certificates, and where the offline node has. */
    private static final String TLS = "/var/lib/rancher/k3s/server/tls/";

    private static final String TLS_OFFLINE = "/var/lib/m1onk8s/tls/";

    @TempDir
    private Path directory;

    @Test
    void aPluginsTokenIsAWayIn(TestCluster on) throws IOException {
        Variant variant = installed(on, "plugin-token");
        String token = account(on, variant, Level.TALK);
        script("bin/login", """
                test "$1 $2" = "get token" || exit 3
                test "$ACCOUNT" = "m1onk8s-verify" || exit 4
                case "$KUBERNETES_EXEC_INFO" in *certificate-authority-data*) ;; *) exit 5 ;; esac
                echo "a newer version is there" >&2
                echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "%s"}}'
                """.formatted(token));

        VerifyProcess run = run(on, variant, kubeconfig(server(on), ca(on), plugin("./bin/login")), "--level", "talk");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(
                        "user:      system:serviceaccount:plugin-token:m1onk8s-verify",
                        "PASS          cache redis-keeps-a-key")
                .doesNotContain(token);
    }

    @Test
    void aPluginsCertificateIsAWayIn(TestCluster on) throws IOException {
        Variant variant = installed(on, "plugin-certificate");
        Config admin = Config.fromKubeconfig(on.cluster().kubeconfig());
        Path answer = Files.writeString(
                directory.resolve("answer.json"),
                "{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"status\": {\"clientCertificateData\": \"%s\", \"clientKeyData\": \"%s\"}}"
                        .formatted(oneLine(admin.getClientCertData()), oneLine(admin.getClientKeyData())));
        script("login", "cat " + answer);

        VerifyProcess run = run(on, variant, kubeconfig(server(on), ca(on), plugin("./login")));

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("user:      system:admin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            missing | exit 0                                           | The login plugin ./bin/other of the kubeconfig cannot be run on this machine.
            failing | echo "session over, run: login again" >&2; exit 1 | The login plugin ./bin/login of the kubeconfig ended with exit code 1.
            rubbish | echo canary-in-rubbish                           | The login plugin ./bin/login of the kubeconfig answered with what is no ExecCredential of client.authentication.k8s.io/v1.
            hanging | sleep 60                                         | The login plugin ./bin/login of the kubeconfig did not answer within 6 s.
            """)
    void aPluginThatGivesNoLoginIsNamed(String kind, String script, String reason, TestCluster on) throws IOException {
        script("bin/login", script);
        String command = kind.equals("missing") ? "./bin/other" : "./bin/login";
        Variant variant = Variant.of(directory, "plugin-" + kind);
        VerifyProcess run = run(on, variant, kubeconfig(server(on), ca(on), plugin(command)));

        assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
        assertThat(run.verdicts().at("/run/seconds").asDouble()).isLessThan(SOON_SECONDS);
        assertThat(run.output()).contains("[login-failed]", reason).doesNotContain("canary");
        assertThat(run.verdicts().at("/run/apiRequests").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"kubeconfig", "environment", "login"})
    void aProxyIsOnTheWayOfAllThatIsSent(String named, TestCluster on) throws IOException {
        Variant variant = installed(on, "proxy-" + named);
        String login = named.equals("login") ? "me:hunter2-canary" : "";
        NodeShell node = new NodeShell(server(on).getPort());
        URI server = named.equals("environment") ? URI.create("https://%s:6443".formatted(node.address())) : server(on);
        try (ConnectProxy proxy = ConnectProxy.withLogin(login)) {
            String url = "http://%s%s".formatted(login.isEmpty() ? "" : login + "@", proxy.address());
            boolean inFile = !named.equals("environment");
            Path kubeconfig = kubeconfig(
                    server, ca(on) + (inFile ? ", proxy-url: \"%s\"".formatted(url) : ""), administrator(on));
            Map<String, String> environment =
                    inFile ? Map.of() : Map.of("HTTPS_PROXY", url, "NO_PROXY", "other.example");

            VerifyProcess run = run(environment, on, variant, kubeconfig, "--level", "probe");

            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.output())
                    .contains("proxy:     http://%s (%s)"
                            .formatted(proxy.address(), inFile ? "the kubeconfig's proxy-url" : "HTTPS_PROXY"))
                    .contains("PASS          cache redis-keeps-a-key", "PASS          cache redis-answers-by-name")
                    .doesNotContain("canary");
            assertThat(proxy.asked())
                    .as("connections")
                    .hasSizeGreaterThan(5)
                    .containsOnly(server.getHost() + ":" + server.getPort());

            if (!inFile) {
                int before = proxy.asked().size();
                VerifyProcess direct =
                        run(Map.of("HTTPS_PROXY", url, "NO_PROXY", server.getHost() + "/16"), on, variant, kubeconfig);
                assertThat(direct.exitCode()).as(direct.output()).isZero();
                assertThat(proxy.asked()).hasSize(before);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0   | No answer came through the proxy http://%s (the kubeconfig's proxy-url), on the way to the API server.
            407 | The proxy http://%s (the kubeconfig's proxy-url) did not let us through to the API server.
            502 | The proxy http://%s (the kubeconfig's proxy-url) did not let us through to the API server.
            """)
    void aProxyThatDoesNotLetUsThroughIsNamed(int status, String reason, TestCluster on) throws IOException {
        try (ConnectProxy proxy = status == 407 ? ConnectProxy.withLogin("a:b") : ConnectProxy.refusing(status)) {
            if (status == 0) {
                proxy.leave();
            }
            Path kubeconfig = kubeconfig(
                    server(on),
                    ca(on) + ", proxy-url: \"http://wrong:canary@%s\"".formatted(proxy.address()),
                    administrator(on));
            VerifyProcess run = run(on, Variant.of(directory, "proxy-" + status), kubeconfig);

            assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
            assertThat(run.verdicts().at("/run/seconds").asDouble()).isLessThan(SOON_SECONDS);
            assertThat(run.output())
                    .contains("[proxy-failed]", reason.formatted(proxy.address()))
                    .contains(status == 0 ? "ConnectException" : String.valueOf(status))
                    .doesNotContain("FAIL", "canary");
        }
    }

    @Test
    void aServerWithAPathIsOneAsWell(TestCluster on) throws IOException {
        Variant variant = installed(on, "behind-a-path");
        URI server = reverseProxy(on, "/k8s/clusters/c-1");
        Path kubeconfig = kubeconfig(server, "", "{}");

        VerifyProcess observe = run(on, variant, kubeconfig);
        assertThat(observe.exitCode()).as(observe.output()).isZero();

        VerifyProcess talk = run(on, variant, kubeconfig, "--level", "talk");
        assertThat(talk.exitCode()).as(talk.output()).isZero();
        assertThat(talk.output()).contains("PASS          cache redis-keeps-a-key");

        VerifyProcess probe = run(on, variant, kubeconfig, "--level", "probe");
        assertThat(probe.exitCode()).as(probe.output()).isEqualTo(3);
        assertThat(probe.output())
                .doesNotContain("FAIL")
                .contains(
                        "[api-forbidden]",
                        "HTTP 403 at the handshake of a WebSocket",
                        "what stands before the API server lets nobody into pods");
    }

    /**
     * What Rancher and its like are, by kubectl itself, with its own rules: nobody runs commands in pods through it.
     */
    private static URI reverseProxy(TestCluster on, String path) {
        NodeShell node = new NodeShell(server(on).getPort());
        node.start(
                "kubectl",
                "--kubeconfig=/etc/rancher/k3s/k3s.yaml",
                "proxy",
                "--address=0.0.0.0",
                "--port=8443",
                "--accept-hosts=.*",
                "--api-prefix=" + path);
        return URI.create("http://localhost:%d%s".formatted(node.port(8443), path));
    }

    @Test
    void filesAreLookedForBesideTheKubeconfig(TestCluster on) throws IOException {
        Variant variant = installed(on, "files");
        Config admin = Config.fromKubeconfig(on.cluster().kubeconfig());
        Path pki = Files.createDirectories(directory.resolve("pki"));
        Files.write(pki.resolve("ca.crt"), Base64.getMimeDecoder().decode(admin.getCaCertData()));
        Files.write(pki.resolve("me.crt"), Base64.getMimeDecoder().decode(admin.getClientCertData()));
        Files.write(pki.resolve("me.key"), Base64.getMimeDecoder().decode(admin.getClientKeyData()));

        VerifyProcess run = run(
                on,
                variant,
                kubeconfig(
                        server(on),
                        ", certificate-authority: pki/ca.crt",
                        "{client-certificate: ./pki/me.crt, client-key: pki/me.key}"));

        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @Test
    void aTokenFileMayBeRenewedWhileTheRunGoesOn(TestCluster on) throws IOException {
        Variant variant = installed(on, "token-file");
        Path token = Files.writeString(directory.resolve("token"), account(on, variant, Level.TALK));

        VerifyProcess run = run(on, variant, kubeconfig(server(on), ca(on), "{tokenFile: token}"), "--level", "talk");
        run.awaitOutput("level:     talk");
        Files.writeString(token, account(variant).token(on.cluster().client()) + "\n");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("PASS          cache redis-keeps-a-key");
    }

    @Test
    void theOldOpenIdProvidersTokenIsOneAndSaysWhenItEnded(TestCluster on) throws IOException {
        Variant variant = installed(on, "openid");
        String provider =
                "{auth-provider: {name: oidc, config: {id-token: \"%s\", idp-issuer-url: \"https://issuer.invalid\", client-id: kubernetes, refresh-token: canary}}}";
        String over = "e30.%s.c2ln"
                .formatted(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"exp\": 1767323045}".getBytes(StandardCharsets.UTF_8)));
        String before = Files.readString(
                kubeconfig(server(on), ca(on), provider.formatted(account(on, variant, Level.OBSERVE))));

        VerifyProcess run = run(on, variant, directory.resolve("kubeconfig"));
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(directory.resolve("kubeconfig")).hasContent(before);

        VerifyProcess late = run(on, variant, kubeconfig(server(on), ca(on), provider.formatted(over)));
        assertThat(late.exitCode()).as(late.output()).isEqualTo(3);
        assertThat(late.output())
                .contains(
                        "The API server does not know us: the kubeconfig's token expired at 2026-01-02T03:04:05Z.",
                        "[api-unauthorized]");
    }

    @Test
    void aClientCertificateThatIsOverSaysSince(TestCluster on) throws Exception {
        NodeShell node = new NodeShell(server(on).getPort());
        ClientCertificate over = ClientCertificate.expired(
                directory,
                node.read(TLS + "client-ca.crt", TLS_OFFLINE + "ca.crt"),
                node.read(TLS + "client-ca.key", TLS_OFFLINE + "ca.key"));

        VerifyProcess run = run(
                on,
                Variant.of(directory, "expired"),
                kubeconfig(
                        server(on),
                        ca(on),
                        "{client-certificate-data: %s, client-key-data: %s}"
                                .formatted(
                                        ClientCertificate.base64(over.certificate()),
                                        ClientCertificate.base64(over.key()))));

        assertThat(run.exitCode()).as(run.output()).isEqualTo(3);
        assertThat(run.output())
                .containsOnlyOnce("[api-unauthorized]")
                .containsPattern(
                        "The API server does not know us: the client certificate of CN=me expired at \\d{4}-\\d\\d-\\d\\dT[\\d:]+Z\\.");
    }

    @Test
    void whoMayActForAnotherDoesSo(TestCluster on) throws IOException {
        Variant variant = installed(on, "impersonated");
        account(on, variant, Level.TALK);
        String user = administrator(on)
                .replace(
                        "}",
                        ", as: \"system:serviceaccount:impersonated:m1onk8s-verify\", as-groups: [\"system:authenticated\"]}");

        VerifyProcess run = run(on, variant, kubeconfig(server(on), ca(on), user), "--level", "talk");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(
                        "user:      system:serviceaccount:impersonated:m1onk8s-verify",
                        "PASS          cache redis-keeps-a-key")
                .doesNotContain("this user may also");
    }

    @Test
    void whoDoesNotWantToKnowWhoAnswersIsWarned(TestCluster on) throws IOException {
        Variant variant = installed(on, "insecure");
        VerifyProcess run = run(
                on,
                variant,
                kubeconfig(server(on), ", insecure-skip-tls-verify: true", administrator(on)),
                "--level",
                "talk");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(
                        "warning:   the kubeconfig says insecure-skip-tls-verify: the identity of the server is not checked");
    }

    private Variant installed(TestCluster on, String namespace) {
        Variant variant = Variant.of(directory, namespace);
        Result installed = Verification.run(on.install(variant, "rollout-complete"));
        assertThat(installed.exitCode()).as(installed.verdicts().toString()).isZero();
        return variant;
    }

    private VerifyProcess run(TestCluster on, Variant variant, Path kubeconfig, String... options) throws IOException {
        return run(Map.of(), on, variant, kubeconfig, options);
    }

    /** The command line, as one would start it against staging. */
    private VerifyProcess run(
            Map<String, String> environment, TestCluster on, Variant variant, Path kubeconfig, String... options)
            throws IOException {
        Path listed = Files.writeString(
                directory.resolve("verify.yml"),
                "clusters: [{name: staging, uid: %s, level: disrupt}]".formatted(on.uid()));
        List<String> all = new ArrayList<>(List.of(
                "--manifests",
                variant.directory().toString(),
                "--kubeconfig",
                kubeconfig.toString(),
                "--context",
                "staging",
                "--config",
                listed.toString()));
        all.addAll(List.of(options));
        return VerifyProcess.start(
                directory.resolve("report-" + UUID.randomUUID()), environment, all.toArray(String[]::new));
    }

    private Path kubeconfig(URI server, String cluster, String user) throws IOException {
        return Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                contexts: [{name: staging, context: {cluster: here, user: me}}]
                clusters: [{name: here, cluster: {server: "%s"%s}}]
                users: [{name: me, user: %s}]
                """.formatted(server, cluster, user));
    }

    private static String plugin(String command) {
        return """
                {exec: {apiVersion: client.authentication.k8s.io/v1, command: %s, args: [get, token],
                      env: [{name: ACCOUNT, value: m1onk8s-verify}], interactiveMode: IfAvailable, provideClusterInfo: true}}""".formatted(command);
    }

    private void script(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static Account account(Variant variant) {
        return new Account(variant.namespace(), "m1onk8s-verify");
    }

    /** The printed Role, and a token of its account. */
    private static String account(TestCluster on, Variant variant, Level level) {
        KubernetesClient client = on.cluster().client();
        Settings settings = on.observe(variant);
        var rights = RequiredPermissions.of(
                level, Stack.read(settings, Kinds.all()), new Scope(level, false, null, null, Map.of()));
        client.load(new ByteArrayInputStream(
                        Rbac.yaml(rights, variant.namespace()).getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
        return account(variant).token(client);
    }

    private static URI server(TestCluster on) {
        String server = on.cluster().server();
        return URI.create(server.substring(0, server.length() - 1));
    }

    private static String ca(TestCluster on) {
        return ", certificate-authority-data: \"%s\""
                .formatted(Config.fromKubeconfig(on.cluster().kubeconfig()).getCaCertData());
    }

    private static String administrator(TestCluster on) {
        Config admin = Config.fromKubeconfig(on.cluster().kubeconfig());
        return "{client-certificate-data: \"%s\", client-key-data: \"%s\"}"
                .formatted(admin.getClientCertData(), admin.getClientKeyData());
    }

    private static String oneLine(String base64) {
        return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8).replace("\n", "\\n");
    }
}
