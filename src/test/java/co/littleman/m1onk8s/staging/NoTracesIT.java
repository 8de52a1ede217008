// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Soak;
import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.VerifyProcess;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
@ExtendWith(StagingCluster.Resolver.class)
class NoTracesIT {
    private static final Pattern RUN = Pattern.compile("run ([0-9a-f]{8}) of ");

    /** A whole run that disrupts takes about as long, from its first line about the cluster. */
    private static final int WHOLE_RUN_MILLIS = 25_000;

    /** Which of them is killed while it asks from the peer. */
    private static final int PEERS = 6;

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
        /** For a run that was quicker than all before it. */
        Point earlier() {
            return new Point(line, millis * 3 / 4);
        }

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
    private record Killed(StagedStack stack, Point point, String run, boolean held, Map<String, String> configuration) {
        @Override
        public String toString() {
            return "run %s, killed %d ms after %s".formatted(run, point.millis(), point.line());
        }
    }

    @Soak(quarter = 2)
    @Test
    void ofRunsThatWereKilledAnywhereTheFirstStartAfterTheirExpiryLeavesNothing(StagingCluster on) {
        long seed = Long.getLong("verify.test.seed", System.nanoTime());
        System.out.printf("killed at random points; to see the same again: -Dverify.test.seed=%d%n", seed);
        List<Point> points = Point.ten(new Random(seed));

        List<Killed> killed = sideBySide(
                IntStream.range(0, points.size()).boxed().toList(),
                i -> killed(on.stack(directory, "killed-" + i), points.get(i)));

        assertThat(killed)
                .anySatisfy(one -> assertThat(one.stack().traces().clientPods())
                        .isNotEmpty()
                        .allSatisfy(pod -> {
                            assertThat(pod.getMetadata().getOwnerReferences()).hasSize(1);
                            assertThat(pod.getMetadata().getFinalizers()).isEmpty();
                            assertThat(Instant.parse(
                                            pod.getMetadata().getAnnotations().get("m1onk8s.littleman.co/expires")))
                                    .isBefore(Instant.now().plusSeconds(60));
                        }));
        assertThat(killed.get(PEERS).stack().peerTraces().clientPods())
                .as("in the peer's namespace")
                .hasSize(1);
        // Of the six that are drawn the first may have none yet, and the last none any more.
        assertThat(killed).filteredOn(Killed::held).as("with a lease").hasSizeGreaterThan(7);
        Residue.awaitExpiry();

        sideBySide(killed, this::nothingIsLeft);
    }

    private Killed killed(StagedStack stack, Point point) {
        Map<String, String> configuration = configuration(stack);
        List<String> options = stack.options(Level.DISRUPT);
        VerifyProcess run = start(stack, "killed", options).awaitOutput(point.line());
        Residue.pause(point.millis());
        if (run.kill().exitCode() == 0 || run.output().contains("verdicts  ")) {
            // It was at its end, or past it.
            return killed(stack, point.earlier());
        }
        assertThat(run.exitCode()).as("killed at %s: %s", point, run.output()).isEqualTo(137);
        String last = run.output().lines().reduce("", (a, b) -> b).strip();
        System.out.printf("  %s + %d ms: after %s%n", point.line(), point.millis(), last);
        stack.traces().awaitRedis();
        return new Killed(stack, point, id(run), !stack.traces().leases().isEmpty(), configuration);
    }

    private boolean nothingIsLeft(Killed one) {
        StagedStack stack = one.stack();
        Residue traces = stack.traces();
        List<String> untimed = traces.keys();
        assertThat(untimed).as("keys without a TTL").allMatch(key -> key.contains(":pressure:tag:"));
        // What is in a peer's namespace has no owner there, and is looked for from probe up.
        boolean atPeer = !stack.peerTraces().clientPods().isEmpty();
        Level level = atPeer || one.point().millis() % 2 == 0 ? Level.PROBE : Level.TALK;
        VerifyProcess next = start(stack, "next", stack.options(level, "--check", "redis-answers-ping"));
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
        stack.isClean();
        for (String database : List.of("0", "1")) {
            assertThat(traces.redis("-n", database, "--scan", "--pattern", "*m1onk8s-verify*"))
                    .isEmpty();
        }
        assertThat(traces.redis("PING")).isEqualTo("PONG");
        assertThat(configuration(stack)).isEqualTo(one.configuration());
        return true;
    }

    private static Map<String, String> configuration(StagedStack stack) {
        List<String> lines = stack.traces().redis("CONFIG", "GET", "*").lines().toList();
        Map<String, String> configuration = new TreeMap<>();
        for (int i = 0; i < lines.size(); i += 2) {
            configuration.put(lines.get(i), i + 1 < lines.size() ? lines.get(i + 1) : "");
        }
        assertThat(configuration).containsEntry("maxmemory-policy", "volatile-lru");
        return configuration;
    }

    /**
     * A takeover that is killed before it has deleted anything hands on whom it took over from, and so does one that
     * cannot.
     */
    @Test
    void aTakeoverThatIsKilledItselfForgetsNobody(StagingCluster on) {
        StagedStack stack = on.stack(directory, "twice-killed");
        Residue traces = stack.traces();
        VerifyProcess first =
                start(stack, "first", stack.options(Level.DISRUPT, "--check", "redis-bears-memory-pressure"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !traces.leftBy().isEmpty());
        first.kill().exitCode();
        traces.awaitRedis();
        assertThat(traces.leftBy()).containsExactly(id(first));
        // It may have been killed before it wrote one.
        traces.redis("SADD", "m1onk8s-verify:%s:cache:pressure:tag:7".formatted(id(first)), "a-page");
        traces.expireLeases();
        // Longer than the second needs to come to the lease, on a machine that is busy too.
        traces.redis("CLIENT", "PAUSE", "12000", "ALL");
        VerifyProcess second = start(stack, "second", stack.options(Level.TALK)).awaitOutput("lease:     taken over");
        second.kill().exitCode();
        assertThat(second.output()).doesNotContain("sweep:");
        assertThat(traces.leftBy()).as("the second wrote none").containsExactly(id(first));
        traces.expireLeases();
        traces.awaitRedis();
        int untimed = traces.untimedKeys().size();
        assertThat(untimed).isPositive();

        VerifyProcess refused = refused(stack, "refused");
        assertThat(refused.output()).contains("lease:     taken over from run " + id(second));
        for (VerifyProcess run : List.of(refused, refused(stack, "refused-again"))) {
            assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
            assertThat(run.output().lines().filter(line -> line.contains("warning: ") && line.contains(id(first))))
                    .as(run.output())
                    .singleElement()
                    .asString()
                    .contains("that run %s may have left data in a store".formatted(id(first)));
            assertThat(traces.leftBy()).containsExactly(id(first));
        }

        VerifyProcess third = start(stack, "third", stack.options(Level.TALK, "--check", "redis-answers-ping"));

        assertThat(third.exitCode()).as(third.output()).isZero();
        assertThat(third.output())
                .containsPattern("sweep:     deleted %d keys in pod cache-\\S+, which run %s left"
                        .formatted(untimed, id(first)));
        assertThat(traces.untimedKeys()).isEmpty();
        assertThat(traces.leases()).isEmpty();
    }

    /** A run that Redis does not let in: it cannot look for anybody's keys. */
    private VerifyProcess refused(StagedStack stack, String report) {
        VerifyProcess run = VerifyProcess.start(
                directory.resolve(stack.namespace() + "-" + report),
                Map.of("VERIFY_REDIS_PASSWORD", "nobody-s"),
                stack.options(Level.TALK, "--check", "redis-answers-ping").toArray(String[]::new));
        run.exitCode();
        return run;
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
    void aRunThatIsStoppedTakesAllAwayItself(StagingCluster on) {
        StagedStack stack = on.stack(directory, "stopped");

        VerifyProcess run = start(stack, "stopped", stack.options(Level.PROBE))
                .awaitOutput("s client pod")
                .terminate();

        assertThat(run.exitCode()).as(run.output()).isEqualTo(130);
        assertThat(stack.traces().leases()).isEmpty();
        assertThat(stack.traces().clientPods()).isEmpty();
    }

    @Test
    void noSecretIsInAnyReport(StagingCluster on) throws IOException {
        List<String> canaries =
                Stream.generate(() -> "canary" + UUID.randomUUID()).limit(20).toList();
        StagedStack stack = on.stack(withCanaries(canaries));
        drift(stack, canaries);
        Path report = directory.resolve("canaries-report");

        VerifyProcess run = VerifyProcess.start(
                report,
                Map.of("VERIFY_REDIS_PASSWORD", canaries.get(18)),
                stack.options(Level.DISRUPT).toArray(String[]::new));

        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).contains("evidence  ", "spec.template.spec.containers[redis].env[C4].value");
        List<String> all = Stream.concat(canaries.stream(), stack.canaries().stream())
                .flatMap(canary -> Stream.of(canary, base64(canary)))
                .toList();
        try (Stream<Path> files = Files.walk(report)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                assertThat(all).as(file.toString()).noneMatch(text::contains);
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
    private static void drift(StagedStack stack, List<String> canaries) {
        KubernetesClient admin = stack.on().admin();
        admin.secrets().inNamespace(stack.namespace()).withName("login").edit(live -> {
            live.getData().put("a", base64(canaries.get(15)));
            return live;
        });
        admin.configMaps().inNamespace(stack.namespace()).withName("config").edit(live -> {
            live.getData().put("a", canaries.get(16));
            live.getMetadata().getAnnotations().put("example.org/key", canaries.get(17));
            return live;
        });
        admin.apps()
                .deployments()
                .inNamespace(stack.namespace())
                .withName("cache")
                .edit(live -> {
                    Container redis = live.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0);
                    redis.getEnv().get(0).setValue(canaries.get(19));
                    redis.getArgs().addAll(List.of("--appendonly", "no"));
                    return live;
                });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The command line, as one would start it against staging. */
    private VerifyProcess start(StagedStack stack, String report, List<String> options) {
        return VerifyProcess.start(
                directory.resolve(stack.namespace() + "-" + report), Map.of(), options.toArray(String[]::new));
    }

    private static String id(VerifyProcess run) {
        Matcher matcher = RUN.matcher(run.output());
        assertThat(matcher.find()).as(run.output()).isTrue();
        return matcher.group(1);
    }
}
