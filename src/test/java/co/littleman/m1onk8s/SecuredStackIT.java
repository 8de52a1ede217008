// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Settings;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that asks who we are is let speak, by password, by ACL user, and over TLS. */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class SecuredStackIT {
    private static final String CONTAINER = "/spec/template/spec/containers/0";
    private static final String SECRET = "it's a canary";

    @TempDir
    private Path directory;

    @Test
    void aPasswordThatWeKnowOpensIt(TestCluster on) throws Exception {
        Settings settings = on.install(
                        redis("password", List.of("--requirepass", SECRET), Map.of("REDIS_PASSWORD", SECRET)))
                .with(new RedisAccess(null, SECRET, false, null));

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).as(result.verdicts().toString()).isZero();
        assertThat(Files.readString(settings.report().resolve("verdicts.json"))).doesNotContain(SECRET);
    }

    @Test
    void anAclUserMaySpeakForUs(TestCluster on) throws Exception {
        Settings settings = on.install(redis(
                        "acl",
                        List.of("--user", "shop", "on", ">secret", "~*", "&*", "+@all", "--user", "default", "off"),
                        Map.of("REDIS_USER", "shop", "REDIS_PASSWORD", "secret")))
                .with(new RedisAccess("shop", "secret", false, null));

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).as(result.verdicts().toString()).isZero();
    }

    @Test
    void aWrongPasswordIsCalledWrong(TestCluster on) throws Exception {
        Settings settings = on.install(redis("wrong-password", List.of("--requirepass", SECRET), Map.of()))
                .with(new RedisAccess(null, "guess", false, null));

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.check().startsWith("redis-") && verdict.outcome() == Outcome.FAIL)
                .extracting(Verdict::check)
                .containsExactly("redis-answers-ping");
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.check().startsWith("redis-") && verdict.outcome() == Outcome.FAIL)
                .allMatch(verdict -> verdict.cause().equals("redis-wrongpass"));
    }

    @Test
    void tlsIsSpokenWhereRedisSpeaksNothingElse(TestCluster on) throws Exception {
        Certificate certificate = Certificate.make(directory);
        Path ca = Files.writeString(directory.resolve("ca.pem"), certificate.certificate());
        Variant variant = redis(
                        "tls",
                        List.of(
                                "--port", "0",
                                "--tls-port", "6379",
                                "--tls-cert-file", "/tls/tls.crt",
                                "--tls-key-file", "/tls/tls.key",
                                "--tls-ca-cert-file", "/tls/tls.crt",
                                "--tls-auth-clients", "no"),
                        Map.of("REDIS_ADDR", "rediss://localhost:6379", "REDIS_EXPORTER_SKIP_TLS_VERIFICATION", "true"))
                .with(
                        Variant.DEPLOYMENT,
                        "/spec/template/spec/volumes/0",
                        Map.of("name", "data", "secret", Map.of("secretName", "tls")))
                .with(Variant.DEPLOYMENT, CONTAINER + "/volumeMounts/0", Map.of("name", "data", "mountPath", "/tls"));
        Files.writeString(
                variant.directory().resolve("30-tls.yml"),
                new YAMLMapper()
                        .writeValueAsString(Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Secret",
                                "metadata",
                                Map.of("name", "tls", "namespace", "tls"),
                                "stringData",
                                Map.of("tls.crt", certificate.certificate(), "tls.key", certificate.key()))));

        Result result = Verification.run(on.install(variant).with(new RedisAccess(null, null, true, ca)));

        assertThat(result.exitCode()).as(result.verdicts().toString()).isZero();
    }

    /** The plain stack with more arguments, probes that need no login, and an exporter that knows the way in. */
    private Variant redis(String namespace, List<String> arguments, Map<String, String> exporter) {
        List<String> all = new ArrayList<>(List.of("--maxmemory", "40mb", "--maxmemory-policy", "volatile-lru"));
        all.addAll(List.of("--save", ""));
        all.addAll(arguments);
        List<Map<String, String>> environment = exporter.entrySet().stream()
                .map(entry -> Map.of("name", entry.getKey(), "value", entry.getValue()))
                .toList();
        return Variant.of(directory, namespace)
                .with(Variant.DEPLOYMENT, CONTAINER + "/args", all)
                .with(Variant.DEPLOYMENT, CONTAINER + "/readinessProbe/exec/command", List.of("true"))
                .with(Variant.DEPLOYMENT, CONTAINER + "/livenessProbe/exec/command", List.of("true"))
                .with(Variant.DEPLOYMENT, "/spec/template/spec/containers/1/env", environment);
    }
}
