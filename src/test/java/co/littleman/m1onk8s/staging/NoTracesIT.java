package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.TestCluster;
import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.VerifyProcess;
import co.littleman.m1onk8s.verdict.Result;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

    /** A whole run that disrupts takes half a minute, from its first line about the cluster. */
    private static final int WHOLE_RUN_MILLIS = 26_000;

    /** Two cores bear so many at once. */
    private static final int AT_ONCE = 3;

    @TempDir
    private Path directory;

    /**
     * Where a run is killed.
     *
     * @param line after which
     * @param millis and how long after it
     */
    private record Point(String line, int millis) {
        static List<Point> ten(Random random) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                points.add(new Point(
                        "level:     disrupt", WHOLE_RUN_MILLIS / 6 * i + random.nextInt(WHOLE_RUN_MILLIS / 6)));
            }
            points.add(new Point("cache peer-reaches-service", random.nextInt(500)));
            points.add(new Point("cache redis-saves-in-background", 1_000 + random.nextInt(5_000)));
            points.add(new Point("cache readiness-sees-frozen-redis", random.nextInt(1_000)));
            points.add(new Point("cache container-restarts", 300 + random.nextInt(1_500)));
            return points;
        }
    }

    /**
     * A stack whose run was killed.
     *
     * @param held whether the run had its lease by then
     * @param configuration of Redis, before
     */
    private record Killed(Variant variant, Point point, String run, boolean held, Map<String, String> configuration) {
        @Override
        public String toString() {
            return "run %s, killed %d ms after %s".formatted(run, point.millis(), point.line());
        }
    }

    @Test
    void ofRunsThatWereKilledAnywhereTheFirstStartAfterTheirExpiryLeavesNothing(TestCluster on) {
        long seed = Long.getLong("verify.test.seed", System.nanoTime());
        System.out.printf("killed at random points; to see the same again: -Dverify.test.seed=%d%n", seed);
        List<Point> points = Point.ten(new Random(seed));

        List<Killed> killed =
                sideBySide(IntStream.range(0, points.size()).boxed().toList(), i -> killed(on, i, points.get(i)));

        assertThat(killed)
                .anySatisfy(one -> assertThat(pods(on, one.variant().namespace()))
                        .isNotEmpty()
                        .allSatisfy(pod -> {
                            assertThat(pod.getMetadata().getOwnerReferences()).hasSize(1);
                            assertThat(pod.getMetadata().getFinalizers()).isEmpty();
                            assertThat(Instant.parse(
                                            pod.getMetadata().getAnnotations().get("m1onk8s.littleman.co/expires")))
                                    .isBefore(Instant.now().plusSeconds(60));
                        }));
        assertThat(pods(on, peer(killed.get(6).variant())))
                .as("in the peer's namespace")
                .hasSize(1);
        assertThat(killed).filteredOn(Killed::held).as("with a lease").hasSizeGreaterThan(8);
        pause(61_000);

        sideBySide(killed, one -> nothingIsLeft(on, one));
    }

    private Killed killed(TestCluster on, int i, Point point) {
        Variant variant = installed(on, "killed-" + i);
        on.cluster()
                .client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(peer(variant))
                        .endMetadata()
                        .build())
                .create();
        on.also(peer(variant));
        Map<String, String> configuration = configuration(on, variant);
        VerifyProcess run = start(on, variant, "killed", "--level", "disrupt", "--peer-namespace", peer(variant))
                .awaitOutput(point.line());
        pause(point.millis());
        run.kill();
        assertThat(run.exitCode()).as("killed at %s: %s", point, run.output()).isEqualTo(137);
        String last = run.output().lines().reduce("", (a, b) -> b).strip();
        System.out.printf("  %s + %d ms: after %s%n", point.line(), point.millis(), last);
        // Whatever it was in the middle of: nobody is left to end a freeze, and nobody has to.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> redis(on, variant, "PING").equals("PONG"));
        return new Killed(variant, point, id(run), !leases(on, variant).isEmpty(), configuration);
    }

    private boolean nothingIsLeft(TestCluster on, Killed one) {
        Variant variant = one.variant();
        List<String> untimed = redis(on, variant, "--scan", "--pattern", "m1onk8s-verify:*")
                .lines()
                .filter(key -> !key.isBlank())
                .toList();
        assertThat(untimed).as("keys without a TTL").allMatch(key -> key.contains(":pressure:tag:"));
        VerifyProcess next = start(
                on,
                variant,
                "next",
                "--level",
                one.point().line().contains("peer") || one.point().millis() % 2 == 0 ? "probe" : "talk",
                "--peer-namespace",
                peer(variant),
                "--claim",
                "redis-answers-ping");
        assertThat(next.exitCode()).as(next.output()).isZero();
        if (one.held()) {
            assertThat(next.output()).contains("lease:     taken over from run " + one.run());
        }
        if (!untimed.isEmpty()) {
            System.out.printf("  %s left %d keys without a TTL%n", one.point(), untimed.size());
            assertThat(next.output())
                    .containsPattern("sweep:     deleted %d keys in pod cache-\\S+, which run %s"
                            .formatted(untimed.size(), one.run()));
        }
        // The garbage collector of Kubernetes takes a second or two.
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(leases(on, variant)).isEmpty();
            assertThat(pods(on, variant.namespace())).as(next.output()).isEmpty();
            if (one.point().line().contains("peer")) {
                assertThat(pods(on, peer(variant))).as(next.output()).isEmpty();
            }
        });
        for (String database : List.of("0", "1")) {
            assertThat(redis(on, variant, "-n", database, "--scan", "--pattern", "*m1onk8s-verify*"))
                    .isEmpty();
        }
        assertThat(redis(on, variant, "PING")).isEqualTo("PONG");
        assertThat(configuration(on, variant)).isEqualTo(one.configuration());
        return true;
    }

    private static Map<String, String> configuration(TestCluster on, Variant variant) {
        List<String> lines = redis(on, variant, "CONFIG", "GET", "*").lines().toList();
        Map<String, String> configuration = new TreeMap<>();
        for (int i = 0; i < lines.size(); i += 2) {
            configuration.put(lines.get(i), i + 1 < lines.size() ? lines.get(i + 1) : "");
        }
        assertThat(configuration).containsEntry("maxmemory-policy", "volatile-lru");
        return configuration;
    }

    /** A takeover that is killed before it has deleted anything hands on whom it took over from. */
    @Test
    void aTakeoverThatIsKilledItselfForgetsNobody(TestCluster on) {
        Variant variant = installed(on, "twice-killed");
        VerifyProcess first = start(on, variant, "first", "--level", "talk").awaitOutput("cache redis-answers-ping");
        first.kill().exitCode();
        redis(on, variant, "SADD", "m1onk8s-verify:%s:cache:pressure:tag:7".formatted(id(first)), "a-page");
        expire(on, variant);
        redis(on, variant, "CLIENT", "PAUSE", "4000", "ALL");
        VerifyProcess second = start(on, variant, "second", "--level", "talk").awaitOutput("lease:     taken over");
        second.kill().exitCode();
        assertThat(second.output()).doesNotContain("sweep:");
        expire(on, variant);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> redis(on, variant, "PING").equals("PONG"));
        assertThat(redis(on, variant, "--scan", "--pattern", "m1onk8s-verify:*"))
                .isNotEmpty();

        VerifyProcess third = start(on, variant, "third", "--level", "talk", "--claim", "redis-answers-ping");

        assertThat(third.exitCode()).as(third.output()).isZero();
        assertThat(third.output())
                .contains("lease:     taken over from run " + id(second))
                .containsPattern("sweep:     deleted 1 keys in pod cache-\\S+, which run %s left".formatted(id(first)));
        assertThat(redis(on, variant, "--scan", "--pattern", "m1onk8s-verify:*"))
                .isEmpty();
        assertThat(leases(on, variant)).isEmpty();
    }

    /** As if a minute had passed. */
    private static void expire(TestCluster on, Variant variant) {
        on.cluster()
                .client()
                .leases()
                .inNamespace(variant.namespace())
                .withName("m1onk8s-verify")
                .edit(live -> new LeaseBuilder(live)
                        .editSpec()
                        .withRenewTime(live.getSpec().getRenewTime().minusSeconds(90))
                        .endSpec()
                        .build());
    }

    private static String peer(Variant variant) {
        return variant.namespace() + "-peer";
    }

    /** Does the work for all, a few at a time, and gives the results in their order. */
    private static <T, R> List<R> sideBySide(List<T> all, Function<T, R> work) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            return all.stream()
                    .map(one -> CompletableFuture.supplyAsync(() -> work.apply(one), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aRunThatIsStoppedTakesAllAwayItself(TestCluster on) {
        Variant variant = installed(on, "stopped");

        VerifyProcess run = start(on, variant, "stopped", "--level", "probe")
                .awaitOutput("s client pod")
                .terminate();

        assertThat(run.exitCode()).as(run.output()).isEqualTo(130);
        assertThat(leases(on, variant)).isEmpty();
        assertThat(pods(on, variant.namespace())).isEmpty();
    }

    @Test
    void whoObservesAsksForLittle(TestCluster on) {
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
    private VerifyProcess start(TestCluster on, Variant variant, String report, String... options) {
        return VerifyProcess.start(
                directory.resolve(variant.namespace() + "-" + report),
                Map.of(),
                options(on, variant, options).toArray(String[]::new));
    }

    private List<String> options(TestCluster on, Variant variant, String... options) {
        Path listed = directory.resolve(variant.namespace() + ".yml");
        try {
            Files.writeString(listed, """
                    clusters: [{name: staging, uid: %s, level: disrupt}]
                    """.formatted(on.cluster()
                    .client()
                    .namespaces()
                    .withName("kube-system")
                    .get()
                    .getMetadata()
                    .getUid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static List<Pod> pods(TestCluster on, String namespace) {
        return on.cluster()
                .client()
                .pods()
                .inNamespace(namespace)
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
