// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Certificate;
import co.littleman.m1onk8s.Soak;
import co.littleman.m1onk8s.TestCluster;
import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.access.Account;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.rbac.Rbac;
import co.littleman.m1onk8s.rbac.RequiredPermissions;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.SecretKey;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.stack.Stack;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Redis whose password is in a Secret of a cluster that people depend on. */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class RedisLoginIT {
    private static final String CONTAINER = "/spec/template/spec/containers/";

    @TempDir
    private Path directory;

    private final String canary = "canary-" + UUID.randomUUID();

    @Test
    void thePasswordIsReadFromTheSecretAndIsInNoReport(TestCluster on) throws IOException {
        Variant variant = installed(on, "secret-login");
        Settings settings = settings(on, variant, Level.PROBE, "password");
        grant(on, variant, rights(settings, Level.PROBE));

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.check().matches("redis-keeps-a-key|redis-answers-by-name"))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.PASS, Outcome.PASS);
        try (Stream<Path> files = Files.walk(settings.report())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(canary);
            }
        }
    }

    @Test
    void withoutTheRightToReadJustThatOneThePreflightNamesIt(TestCluster on) throws IOException {
        Variant variant = installed(on, "secret-right");
        Settings settings = settings(on, variant, Level.TALK, "password");
        List<Permission> rights = rights(settings, Level.TALK);
        grant(
                on,
                variant,
                rights.stream()
                        .filter(right -> !right.resource().equals("secrets"))
                        .toList());

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(FindingsInReports.of(result))
                .contains("A right is missing for a run at talk.")
                .contains("missing   get secrets login in namespace secret-right");
    }

    @Test
    void whoOnlyObservesNeedsNoSecret(TestCluster on) throws IOException {
        Variant variant = installed(on, "secret-observed");
        Settings settings = settings(on, variant, Level.OBSERVE, "password");
        grant(on, variant, rights(settings, Level.OBSERVE));
        on.cluster()
                .client()
                .secrets()
                .inNamespace("secret-observed")
                .withName("login")
                .delete();

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
    }

    @Test
    void aKeyThatIsNotInItIsNoFaultOfRedis(TestCluster on) throws IOException {
        Variant variant = installed(on, "secret-key");
        Settings settings = settings(on, variant, Level.TALK, "pasword");
        grant(on, variant, rights(settings, Level.TALK));

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(FindingsInReports.of(result))
                .contains("Secret secret-key/login, which is to hold Redis' password, has no key pasword.")
                .contains("the keys password");
        assertThat(result.verdicts()).noneMatch(verdict -> verdict.outcome() == Outcome.FAIL);
    }

    @Soak(quarter = 1)
    @ParameterizedTest
    @EnumSource(names = {"TALK", "PROBE"})
    void tlsIsSpokenAndTheCaIsTheOneThatIsNamed(Level level, TestCluster on) throws Exception {
        String namespace = "tls-" + level.word();
        Certificate certificate = Certificate.make(Files.createDirectories(directory.resolve("pki")));
        Certificate other = Certificate.make(Files.createDirectories(directory.resolve("other")));
        Variant variant = tls(namespace, certificate);
        Result installed = Verification.run(on.install(variant, "rollout-complete"));
        assertThat(installed.exitCode()).as(FindingsInReports.of(installed)).isZero();

        Settings settings = settings(on, variant, level, "none");
        grant(on, variant, RequiredPermissions.of(level, Stack.read(settings, Kinds.all()), settings.scope()));
        Result result = Verification.run(settings.with(access(certificate)));
        // What the first run did to Redis must not be in the way of the next.
        Result again = Verification.run(settings.with(access(certificate)));
        Result wrong = Verification.run(settings.with(access(other)));

        assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.check().equals("redis-keeps-a-key"))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.PASS);
        assertThat(again.exitCode()).as(FindingsInReports.of(again)).isZero();
        assertThat(wrong.exitCode()).as(FindingsInReports.of(wrong)).isNotZero();
        assertThat(wrong.verdicts())
                .filteredOn(verdict -> verdict.check().equals("redis-answers-ping"))
                .extracting(Verdict::cause)
                .isSubsetOf("redis-certificate", "tunnel-lost");
    }

    private RedisAccess access(Certificate certificate) throws IOException {
        Path ca = Files.writeString(directory.resolve(UUID.randomUUID() + ".pem"), certificate.certificate());
        return new RedisAccess(null, null, true, ca);
    }

    private Variant tls(String namespace, Certificate certificate) {
        return Variant.of(directory, namespace)
                .also(
                        "30-tls.yml",
                        "apiVersion: v1\nkind: Secret\nmetadata: {name: tls, namespace: %s}\n"
                                + "stringData:\n  tls.crt: |\n%s  tls.key: |\n%s"
                                        .formatted(
                                                certificate.certificate().indent(4),
                                                certificate.key().indent(4)))
                .with(Variant.DEPLOYMENT, CONTAINER + "0/readinessProbe/exec/command", List.of("true"))
                .with(Variant.DEPLOYMENT, CONTAINER + "0/livenessProbe/exec/command", List.of("true"))
                .with(
                        Variant.DEPLOYMENT,
                        CONTAINER + "0/args",
                        List.of(
                                "--maxmemory",
                                "40mb",
                                "--maxmemory-policy",
                                "volatile-lru",
                                "--save",
                                "",
                                "--port",
                                "0",
                                "--tls-port",
                                "6379",
                                "--tls-cert-file",
                                "/tls/tls.crt",
                                "--tls-key-file",
                                "/tls/tls.key",
                                "--tls-ca-cert-file",
                                "/tls/tls.crt",
                                "--tls-auth-clients",
                                "no"))
                .with(
                        Variant.DEPLOYMENT,
                        CONTAINER + "1/env",
                        List.of(
                                Map.of("name", "REDIS_ADDR", "value", "rediss://localhost:6379"),
                                Map.of("name", "REDIS_EXPORTER_SKIP_TLS_VERIFICATION", "value", "true")))
                .with(
                        Variant.DEPLOYMENT,
                        "/spec/template/spec/volumes/0",
                        Map.of("name", "data", "secret", Map.of("secretName", "tls")))
                .with(Variant.DEPLOYMENT, CONTAINER + "0/volumeMounts/0", Map.of("name", "data", "mountPath", "/tls"));
    }

    /** As somebody else would: the Secret is not among the manifests. */
    private Variant installed(TestCluster on, String namespace) {
        Map<String, Object> password = Map.of(
                "name",
                "REDISCLI_AUTH",
                "valueFrom",
                Map.of("secretKeyRef", Map.of("name", "login", "key", "password")));
        Map<String, Object> exporter = Map.of(
                "name",
                "REDIS_PASSWORD",
                "valueFrom",
                Map.of("secretKeyRef", Map.of("name", "login", "key", "password")));
        Variant variant = Variant.of(directory, namespace)
                .with(Variant.DEPLOYMENT, CONTAINER + "0/env", List.of(password))
                .with(Variant.DEPLOYMENT, CONTAINER + "1/env", List.of(exporter))
                .with(
                        Variant.DEPLOYMENT,
                        CONTAINER + "0/args",
                        List.of(
                                "--maxmemory",
                                "40mb",
                                "--maxmemory-policy",
                                "volatile-lru",
                                "--save",
                                "",
                                "--requirepass",
                                "$(REDISCLI_AUTH)"));
        Result namespaceOnly = Verification.run(on.install(variant, "manifests-accepted"));
        assertThat(namespaceOnly.exitCode())
                .as(FindingsInReports.of(namespaceOnly))
                .isZero();
        on.cluster()
                .client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("login")
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToStringData("password", canary)
                        .build())
                .create();
        Result installed = Verification.run(on.install(variant, "rollout-complete"));
        assertThat(installed.exitCode()).as(FindingsInReports.of(installed)).isZero();
        return variant;
    }

    private Settings settings(TestCluster on, Variant variant, Level level, String key) throws IOException {
        KubernetesClient client = on.cluster().client();
        Path account = Files.createDirectories(directory.resolve("account"));
        Files.writeString(
                account.resolve("ca.crt"),
                client.configMaps()
                        .inNamespace(variant.namespace())
                        .withName("kube-root-ca.crt")
                        .get()
                        .getData()
                        .get("ca.crt"));
        AllowList list =
                new AllowList("verify.yml", List.of(new AllowedCluster("staging", on.uid(), Level.PROBE, false)));
        return on.shared(variant, new Target.InCluster(account, on.cluster().server(), list), level)
                .with(new RedisAccess(null, null, false, null, new SecretKey("login", key)));
    }

    private static List<Permission> rights(Settings settings, Level level) {
        return RequiredPermissions.of(
                level,
                Stack.read(settings, Kinds.all()),
                settings.scope(),
                Kinds.all()
                        .permissions(settings, Stack.read(settings, Kinds.all()).namespaces()));
    }

    private void grant(TestCluster on, Variant variant, List<Permission> rights) throws IOException {
        KubernetesClient client = on.cluster().client();
        client.load(new ByteArrayInputStream(
                        Rbac.yaml(rights, variant.namespace()).getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
        Files.writeString(
                directory.resolve("account/token"), new Account(variant.namespace(), "m1onk8s-verify").token(client));
    }
}
