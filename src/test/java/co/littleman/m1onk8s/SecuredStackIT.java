package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.RedisAccess;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.verdict.Result;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that asks who we are is let speak, by password, by ACL user, and over TLS. */
@ExtendWith(TestCluster.Resolver.class)
class SecuredStackIT {
    private static final String CONTAINER = "/spec/template/spec/containers/0";
    private static final String SECRET = "it's a canary";

    @TempDir
    private Path directory;

    @Test
    void aPasswordThatWeKnowOpensIt(TestCluster on) throws Exception {
        Settings settings = on.install(redis("password", List.of("--requirepass", SECRET)))
                .withRedis(new RedisAccess(null, SECRET, false, null));

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).as(result.verdicts().toString()).isZero();
        assertThat(Files.readString(settings.report().resolve("verdicts.json"))).doesNotContain(SECRET);
    }

    @Test
    void anAclUserMaySpeakForUs(TestCluster on) throws Exception {
        Settings settings = on.install(redis(
                        "acl",
                        List.of("--user", "shop", "on", ">secret", "~*", "&*", "+@all", "--user", "default", "off")))
                .withRedis(new RedisAccess("shop", "secret", false, null));

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).as(result.verdicts().toString()).isZero();
    }

    @Test
    void aWrongPasswordIsCalledWrong(TestCluster on) throws Exception {
        Settings settings = on.install(redis("wrong-password", List.of("--requirepass", SECRET)))
                .withRedis(new RedisAccess(null, "guess", false, null));

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.claim().startsWith("redis-"))
                .hasSize(3)
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
                                "--tls-auth-clients", "no"))
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

        Result result = Verification.run(on.install(variant).withRedis(new RedisAccess(null, null, true, ca)));

        assertThat(result.exitCode()).as(result.verdicts().toString()).isZero();
    }

    /** The plain stack with these arguments, and probes that need no login. */
    private Variant redis(String namespace, List<String> arguments) {
        return Variant.of(directory, namespace)
                .with(Variant.DEPLOYMENT, CONTAINER + "/args", arguments)
                .with(Variant.DEPLOYMENT, CONTAINER + "/readinessProbe/exec/command", List.of("true"))
                .with(Variant.DEPLOYMENT, CONTAINER + "/livenessProbe/exec/command", List.of("true"));
    }
}
