package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.TestCluster;
import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.VerifyProcess;
import co.littleman.m1onk8s.verdict.Result;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that outlives its runs: what is left there of one that was stopped, and of one that was killed. */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class NoTracesIT {
    private static final Pattern RUN = Pattern.compile("run ([0-9a-f]{8}) of ");

    /** From the lease, which is the first that a run makes, to what it disturbs. */
    private static final List<String> MOMENTS =
            List.of("level:     disrupt", "s client pod", "redis-answers-ping", "dns-names-resolve");

    @TempDir
    private Path directory;

    @Test
    void ofARunThatWasKilledTheFirstStartAfterItsExpiryLeavesNothing(TestCluster on) throws IOException {
        Random random = new Random();
        List<Variant> variants = new ArrayList<>();
        List<String> killed = new ArrayList<>();
        for (int i = 0; i < MOMENTS.size(); i++) {
            Variant variant = installed(on, "killed-" + i);
            VerifyProcess run =
                    start(on, variant, "killed", "--level", "disrupt").awaitOutput(MOMENTS.get(i));
            pause(random.nextInt(1_500));
            run.kill().exitCode();
            variants.add(variant);
            killed.add(id(run));
            // As one that was killed under pressure leaves them: that moment is too short to be met.
            redis(on, variant, "SADD", "m1onk8s-verify:%s:cache:pressure:tag:7".formatted(id(run)), "a-page");
        }
        assertThat(variants)
                .as("left by killed runs")
                .anySatisfy(variant -> assertThat(pods(on, variant))
                        .allSatisfy(pod -> {
                            assertThat(pod.getMetadata().getOwnerReferences()).hasSize(1);
                            assertThat(pod.getMetadata().getFinalizers()).isEmpty();
                            assertThat(Instant.parse(
                                            pod.getMetadata().getAnnotations().get("m1onk8s.littleman.co/expires")))
                                    .isBefore(Instant.now().plusSeconds(60));
                        })
                        .isNotEmpty());
        assertThat(variants)
                .allSatisfy(variant -> assertThat(leases(on, variant)).hasSize(1));
        pause(61_000);

        for (int i = 0; i < variants.size(); i++) {
            Variant variant = variants.get(i);
            VerifyProcess next = start(on, variant, "next", "--level", "probe", "--claim", "redis-answers-ping");
            assertThat(next.exitCode()).as(next.output()).isZero();
            assertThat(next.output())
                    .contains("lease:     taken over from run " + killed.get(i))
                    .containsPattern("sweep:     deleted 1 keys in pod cache-\\S+, which run " + killed.get(i));
            assertThat(leases(on, variant)).isEmpty();
            assertThat(pods(on, variant)).as(next.output()).isEmpty();
            assertThat(redis(on, variant, "--scan", "--pattern", "m1onk8s-verify:*"))
                    .isEmpty();
        }
    }

    @Test
    void aRunThatIsStoppedTakesAllAwayItself(TestCluster on) throws IOException {
        Variant variant = installed(on, "stopped");

        VerifyProcess run = start(on, variant, "stopped", "--level", "probe")
                .awaitOutput("s client pod")
                .terminate();

        assertThat(run.exitCode()).as(run.output()).isEqualTo(130);
        assertThat(leases(on, variant)).isEmpty();
        assertThat(pods(on, variant)).isEmpty();
    }

    @Test
    void whoObservesAsksForLittle(TestCluster on) throws IOException {
        Variant variant = installed(on, "counted");

        VerifyProcess run = start(on, variant, "counted", "--level", "observe");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.verdicts().at("/run/apiRequests").asInt()).isLessThanOrEqualTo(30);
    }

    @Test
    void noSecretIsInAnyReport(TestCluster on) throws IOException {
        List<String> canaries =
                Stream.generate(() -> "canary" + UUID.randomUUID()).limit(20).toList();
        Variant variant = withCanaries(canaries);
        Result installed = Verification.run(on.install(variant, "rollout-complete"));
        assertThat(installed.exitCode()).as(installed.verdicts().toString()).isZero();
        drift(on, variant, canaries);

        VerifyProcess run = VerifyProcess.start(
                directory.resolve("canaries-report"),
                Map.of("VERIFY_REDIS_PASSWORD", canaries.get(18)),
                options(on, variant, "--level", "disrupt").toArray(String[]::new));

        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).contains("evidence  ", "spec.template.spec.containers[redis].env[C4].value");
        try (Stream<Path> files = Files.walk(directory.resolve("canaries-report"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                assertThat(canaries).as(file.toString()).noneMatch(text::contains);
                assertThat(canaries.stream().map(NoTracesIT::base64))
                        .as(file.toString())
                        .noneMatch(text::contains);
            }
        }
    }

    /** In Secrets, the environment, requirepass, configuration and annotations. */
    private Variant withCanaries(List<String> canaries) {
        String metadata = "metadata: {name: %s, namespace: canaries, annotations: {example.org/key: %s}}\n";
        return Variant.of(directory, "canaries")
                .also(
                        "30-login.yml",
                        "apiVersion: v1\nkind: Secret\n" + metadata.formatted("login", canaries.get(0))
                                + "stringData: {a: %s, b: %s, c: %s}\n"
                                        .formatted(canaries.get(1), canaries.get(2), canaries.get(3)))
                .also(
                        "31-config.yml",
                        "apiVersion: v1\nkind: ConfigMap\n" + metadata.formatted("config", canaries.get(8))
                                + "data: {a: %s, b: %s, c: %s}\n"
                                        .formatted(canaries.get(9), canaries.get(10), canaries.get(11)))
                .with(Variant.DEPLOYMENT, "/metadata/annotations", Map.of("example.org/key", canaries.get(12)))
                .with(
                        Variant.DEPLOYMENT,
                        "/spec/template/metadata/annotations",
                        Map.of("example.org/key", canaries.get(13)))
                .with(Variant.SERVICE, "/metadata/annotations", Map.of("example.org/key", canaries.get(14)))
                .with(
                        Variant.DEPLOYMENT,
                        "/spec/template/spec/containers/0/env",
                        List.of(
                                Map.of("name", "C4", "value", canaries.get(4)),
                                Map.of("name", "C5", "value", canaries.get(5)),
                                Map.of("name", "C6", "value", canaries.get(6)),
                                Map.of("name", "C7", "value", canaries.get(7)),
                                Map.of("name", "REDISCLI_AUTH", "value", canaries.get(18))))
                .with(
                        Variant.DEPLOYMENT,
                        "/spec/template/spec/containers/0/args",
                        List.of(
                                "--maxmemory",
                                "40mb",
                                "--maxmemory-policy",
                                "volatile-lru",
                                "--save",
                                "",
                                "--requirepass",
                                canaries.get(18)));
    }

    /** So that messages about what differs have a reason to show them. */
    private static void drift(TestCluster on, Variant variant, List<String> canaries) {
        KubernetesClient client = on.cluster().client();
        client.secrets().inNamespace(variant.namespace()).withName("login").edit(live -> {
            live.getData().put("a", base64(canaries.get(15)));
            return live;
        });
        client.configMaps().inNamespace(variant.namespace()).withName("config").edit(live -> {
            live.getData().put("a", canaries.get(16));
            live.getMetadata().getAnnotations().put("example.org/key", canaries.get(17));
            return live;
        });
        client.apps()
                .deployments()
                .inNamespace(variant.namespace())
                .withName("cache")
                .edit(live -> {
                    live.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getEnv()
                            .get(0)
                            .setValue(canaries.get(19));
                    live.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getArgs()
                            .add("--appendonly");
                    live.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getArgs()
                            .add("no");
                    return live;
                });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void pause(int millis) {
        Awaitility.await()
                .pollDelay(millis, TimeUnit.MILLISECONDS)
                .atMost(Duration.ofMillis(millis + 5_000L))
                .until(() -> true);
    }

    private Variant installed(TestCluster on, String namespace) {
        Variant variant = Variant.of(directory, namespace);
        Result installed = Verification.run(on.install(variant, "rollout-complete"));
        assertThat(installed.exitCode()).isZero();
        return variant;
    }

    /** The command line, as one would start it against staging. */
    private VerifyProcess start(TestCluster on, Variant variant, String report, String... options) throws IOException {
        return VerifyProcess.start(
                directory.resolve(variant.namespace() + "-" + report),
                Map.of(),
                options(on, variant, options).toArray(String[]::new));
    }

    private List<String> options(TestCluster on, Variant variant, String... options) throws IOException {
        Path listed = Files.writeString(directory.resolve("verify.yml"), """
                clusters: [{name: staging, uid: %s, level: disrupt}]
                """.formatted(on.cluster()
                .client()
                .namespaces()
                .withName("kube-system")
                .get()
                .getMetadata()
                .getUid()));
        List<String> all = new ArrayList<>(List.of(
                "--manifests",
                variant.directory().toString(),
                "--kubeconfig",
                on.kubeconfig().toString(),
                "--context",
                "default",
                "--config",
                listed.toString()));
        all.addAll(List.of(options));
        return all;
    }

    private static List<Lease> leases(TestCluster on, Variant variant) {
        return on.cluster()
                .client()
                .leases()
                .inNamespace(variant.namespace())
                .list()
                .getItems();
    }

    private static List<Pod> pods(TestCluster on, Variant variant) {
        return on.cluster()
                .client()
                .pods()
                .inNamespace(variant.namespace())
                .withLabel("app.kubernetes.io/managed-by", "m1onk8s-verify")
                .list()
                .getItems();
    }

    private static String redis(TestCluster on, Variant variant, String... command) {
        KubernetesClient client = on.cluster().client();
        String pod =
                client.pods().inNamespace(variant.namespace()).withLabel("role", "cache").list().getItems().stream()
                        .filter(live -> live.getMetadata().getDeletionTimestamp() == null)
                        .map(live -> live.getMetadata().getName())
                        .findFirst()
                        .orElseThrow();
        List<String> words = new ArrayList<>(List.of("redis-cli"));
        words.addAll(List.of(command));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (ExecWatch exec = client.pods()
                .inNamespace(variant.namespace())
                .withName(pod)
                .inContainer("redis")
                .writingOutput(output)
                .exec(words.toArray(String[]::new))) {
            exec.exitCode().orTimeout(10, TimeUnit.SECONDS).join();
        }
        return output.toString(StandardCharsets.UTF_8).strip();
    }

    private static String id(VerifyProcess run) {
        Matcher matcher = RUN.matcher(run.output());
        assertThat(matcher.find()).as(run.output()).isTrue();
        return matcher.group(1);
    }
}
