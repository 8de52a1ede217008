// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Makers;
import co.littleman.m1onk8s.stack.Workload;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final LiveWorkload HALFWAY = new LiveWorkload("u", 2, 2, 2, 3, 1, 2, "");
    private static final Duration BUDGET = Duration.ofSeconds(100);

    @Test
    void aRolloutThatOnlyTookTooLongTellsHowFarItIs() {
        Finding finding = Rollout.outOfBudget(CACHE, HALFWAY, List.of(), BUDGET);

        assertThat(finding.cause()).isEqualTo(Cause.ROLLOUT_INCOMPLETE);
        assertThat(finding.message()).isEqualTo("""
                Deployment cache was not rolled out within 100 s.
                  expected   all pods updated and available
                  seen       generation 2 (observed 2), 2 wanted, 1 updated, 2 available, 3 in all
                  declared   deployment/cache   50-cache.dep.yml:1
                  look       kubectl -n shop describe deployment/cache && kubectl -n shop get events""");
    }

    @Test
    void aRolloutThatWaitsForContainersNamesThem() {
        Finding finding = Rollout.outOfBudget(
                CACHE,
                HALFWAY,
                List.of("container redis of pod cache-1: running, but its readiness probe fails (restarts: 0)"),
                BUDGET);

        assertThat(finding.cause()).isEqualTo(Cause.NOT_READY);
        assertThat(finding.message()).isEqualTo("""
                Deployment cache has pods that did not become ready within 100 s.
                  expected    all pods updated and available
                  seen        generation 2 (observed 2), 2 wanted, 1 updated, 2 available, 3 in all
                  not ready   container redis of pod cache-1: running, but its readiness probe fails (restarts: 0)
                  declared    deployment/cache   50-cache.dep.yml:1
                  look        kubectl -n shop describe deployment/cache && kubectl -n shop get events""");
    }

    @Test
    void aWorkloadWithoutPodsIsScaledAndADaemonSetCannotBe() {
        Workload agent =
                new Workload("DaemonSet", "shop", "agent", new PodTemplateSpec(), new Place("50-agent.yml", 1));

        assertThat(Rollout.noReplicas(CACHE).next()).isEqualTo("kubectl -n shop scale deployment/cache --replicas=1");
        assertThat(Rollout.noReplicas(agent).message()).isEqualTo("""
                DaemonSet agent asks for 0 pods, so nothing serves.
                  expected   at least 1 pod
                  seen       0 wanted
                  declared   daemonset/agent   50-agent.yml:1
                  likely     its nodeSelector, affinity or tolerations fit no node of the cluster
                  look       kubectl get nodes --show-labels""");
    }

    @Test
    void aNodeIsFullOnlyOnceThePodsThatEndAreGone() {
        RolloutProblem full =
                new RolloutProblem(Finding.of(Cause.UNSCHEDULABLE, "No node has room."), Duration.ofSeconds(3));
        RolloutProblem crash = new RolloutProblem(Finding.of(Cause.CRASH_LOOP, "It ends."), Duration.ofSeconds(1));
        Pod stays = YamlFixture.yaml("{metadata: {name: cache-1}}", Pod.class);
        Pod ends =
                YamlFixture.yaml("{metadata: {name: cache-1, deletionTimestamp: '2026-01-01T00:00:00Z'}}", Pod.class);

        assertThat(Rollout.untilRoomIsMade(full, List.of(stays))).isEqualTo(full);
        assertThat(Rollout.untilRoomIsMade(full, List.of(stays, ends)).lastsUntilBudget())
                .isTrue();
        assertThat(Rollout.untilRoomIsMade(crash, List.of(ends))).isEqualTo(crash);
    }

    @Test
    void aRolloutThatOnlyWaitsForMinReadySecondsSaysSo() {
        LiveWorkload waiting = new LiveWorkload("u", 1, 1, 1, 1, 1, 0, "", false, 120);

        assertThat(Rollout.outOfBudget(CACHE, waiting, List.of(), BUDGET).likely())
                .isEqualTo(
                        "minReadySeconds is 120: so long must a pod be ready before it counts (--rollout-timeout is the budget)");
        assertThat(Rollout.outOfBudget(CACHE, waiting, List.of("container redis of pod cache-1: not known"), BUDGET)
                        .likely())
                .isEmpty();
    }

    @Test
    void aRolloutThatIsPausedSaysSo() {
        assertThat(Rollout.paused(CACHE, HALFWAY, false)).isEmpty();
        assertThat(Rollout.paused(CACHE, new LiveWorkload("u", 1, 1, 1, 0, 0, 0, "", true, 0), false))
                .hasValueSatisfying(trouble -> {
                    assertThat(trouble.finding().cause()).isEqualTo(Cause.ROLLOUT_INCOMPLETE);
                    assertThat(trouble.finding().message()).isEqualTo("""
                            Deployment cache is not rolled out: it is paused (spec.paused).
                              expected   all pods updated and available
                              seen       generation 1 (observed 1), 1 wanted, 0 updated, 0 available, 0 in all
                              declared   deployment/cache   50-cache.dep.yml:1
                              likely     left over from a rollout by hand: the controller makes no pods of a new template
                              look       kubectl -n shop rollout resume deployment/cache""");
                });
    }

    @Test
    void oneThatIsPausedInItsFileIsNotToBeResumedByHand() {
        assertThat(Rollout.paused(CACHE, new LiveWorkload("u", 1, 1, 1, 0, 0, 0, "", true, 0), true))
                .hasValueSatisfying(trouble -> {
                    assertThat(trouble.patience()).isZero();
                    assertThat(trouble.finding().message()).isEqualTo("""
                            Deployment cache is not rolled out: it is paused (spec.paused, in its own file).
                              expected   all pods updated and available
                              seen       generation 1 (observed 1), 1 wanted, 0 updated, 0 available, 0 in all
                              declared   deployment/cache   50-cache.dep.yml:1
                              likely     exported while it was paused: the controller makes no pods of a new template, after each apply anew
                              look       take "paused: true" out of 50-cache.dep.yml:1, and apply it""");
                });
    }

    @Test
    void theFileTellsWhetherItIsPausedThere() {
        Manifest paused = new Manifest(
                new Place("50-cache.dep.yml", 1),
                YamlFixture.yaml(
                        "{kind: Deployment, metadata: {name: cache, namespace: shop}, spec: {paused: true}}",
                        ObjectNode.class));

        assertThat(new Environment(false, false, new Makers(List.of(paused), true)).isPausedInFile(CACHE))
                .isTrue();
        assertThat(new Environment(false, false).isPausedInFile(CACHE)).isFalse();
    }

    @Test
    void aWorkloadThatIsNotThereIsTold() {
        Finding finding = Rollout.missing(CACHE);

        assertThat(finding.cause()).isEqualTo(Cause.OBJECT_MISSING);
        assertThat(finding.message()).isEqualTo("""
                Deployment cache is not on the cluster.
                  declared   deployment/cache   50-cache.dep.yml:1
                  look       kubectl -n shop get deployment/cache""");
    }

    @Test
    void aPodIsReadyWhereItsConditionSaysSo() {
        assertThat(isReady("[{type: Ready, status: 'True'}]")).isTrue();
        assertThat(isReady("[{type: ContainersReady, status: 'True'}, {type: Ready, status: 'False'}]"))
                .isFalse();
        assertThat(isReady("[]")).isFalse();
    }

    private static boolean isReady(String conditions) {
        return Rollout.isReady(YamlFixture.yaml("status: {conditions: %s}".formatted(conditions), Pod.class));
    }
}
