// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.TestCluster;
import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.settings.Timeouts;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An object that a pod needs and that is not there, on a cluster of others: an operator or another team may still make
 * it, so the run waits as long as it may, and says from the beginning what it waits for.
 */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class MissingObjectIT {
    private static final int BUDGET_SECONDS = 12;

    private static final String SECRET = "Secret made-by-others";

    /** The kubelet tries again after ten to fifteen seconds. */
    private static final int NEXT_TRY_SECONDS = 40;

    @TempDir
    private Path directory;

    @Test
    void itIsNamedAtOnceAndWaitedForUntilTheBudgetEnds(TestCluster on) {
        Variant variant = withoutItsSecret(on, "never-made");
        Waiting waiting = new Waiting(SECRET, told -> {});

        Result result = Verification.run(shared(on, variant, BUDGET_SECONDS), waiting);

        assertThat(waiting.told).isDone();
        assertThat(waiting.told.join())
                .as("seconds until the run said what it waits for")
                .isLessThan(BUDGET_SECONDS / 2.0);
        assertThat(rollout(result)).satisfies(verdict -> {
            assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
            assertThat(verdict.cause()).isEqualTo("container-config-invalid");
            assertThat(verdict.message())
                    .contains("cannot start without Secret made-by-others")
                    .containsPattern("waited +%d s, the whole budget".formatted(BUDGET_SECONDS));
            assertThat(verdict.seconds()).isGreaterThanOrEqualTo(BUDGET_SECONDS);
        });
    }

    @Test
    void theRunPassesIfItComes(TestCluster on) {
        Variant variant = withoutItsSecret(on, "made-late");
        Waiting waiting = new Waiting(
                SECRET,
                told -> on.cluster()
                        .client()
                        .secrets()
                        .inNamespace(variant.namespace())
                        .resource(new SecretBuilder()
                                .withNewMetadata()
                                .withName("made-by-others")
                                .endMetadata()
                                .withStringData(Map.of("key", "value"))
                                .build())
                        .create());

        Result result = Verification.run(shared(on, variant, NEXT_TRY_SECONDS), waiting);

        assertThat(waiting.told).isDone();
        assertThat(rollout(result).outcome()).as(FindingsInReports.of(result)).isEqualTo(Outcome.PASS);
    }

    /** As a load balancer's controller does, when it has the pod among its targets. */
    @Test
    void aReadinessGateIsWaitedForAndTheRunPassesIfSomebodySetsIt(TestCluster on) {
        Variant variant = Variant.of(directory, "gate-set-late")
                .with(
                        Variant.DEPLOYMENT,
                        "/spec/template/spec/readinessGates",
                        List.of(Map.of("conditionType", "example.org/in-service")));
        install(on, variant);
        Waiting waiting = new Waiting(
                "example.org/in-service", told -> setCondition(on, variant.namespace(), "example.org/in-service"));

        Result result = Verification.run(shared(on, variant, NEXT_TRY_SECONDS), waiting);

        assertThat(waiting.told).isDone();
        assertThat(rollout(result).outcome()).as(FindingsInReports.of(result)).isEqualTo(Outcome.PASS);
    }

    private static void setCondition(TestCluster on, String namespace, String type) {
        on.cluster()
                .client()
                .pods()
                .inNamespace(namespace)
                .resources()
                .forEach(pod -> pod.editStatus(live -> new PodBuilder(live)
                        .editStatus()
                        .addNewCondition()
                        .withType(type)
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build()));
    }

    private static void install(TestCluster on, Variant variant) {
        Result installed = Verification.run(on.install(variant, "objects-present"));
        assertThat(installed.exitCode()).as(FindingsInReports.of(installed)).isZero();
    }

    private Variant withoutItsSecret(TestCluster on, String name) {
        Variant variant = Variant.of(directory, name)
                .with(
                        Variant.DEPLOYMENT,
                        "/spec/template/spec/containers/0/env",
                        List.of(Map.of(
                                "name",
                                "FROM_ELSEWHERE",
                                "valueFrom",
                                Map.of("secretKeyRef", Map.of("name", "made-by-others", "key", "key")))));
        install(on, variant);
        return variant;
    }

    private static Settings shared(TestCluster on, Variant variant, int seconds) {
        AllowedCluster allowed = new AllowedCluster("staging", on.uid(), Level.OBSERVE, false);
        Target.Existing target =
                new Target.Existing(on.kubeconfig(), "default", new AllowList("verify.yml", List.of(allowed)));
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(seconds));
        return on.shared(variant, target, Level.OBSERVE, timeouts);
    }

    private static Verdict rollout(Result result) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.check().equals("rollout-complete"))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for the line that names what is missing, and does something then. */
    private static final class Waiting implements Progress {
        private final long began = System.nanoTime();
        private final CompletableFuture<Double> told = new CompletableFuture<>();
        private final String name;
        private final Consumer<String> then;

        Waiting(String name, Consumer<String> then) {
            this.name = name;
            this.then = then;
        }

        @Override
        public void note(String line) {
            if (line.contains(name)
                    && told.complete((System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1))) {
                then.accept(line);
            }
        }
    }
}
