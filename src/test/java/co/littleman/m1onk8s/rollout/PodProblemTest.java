// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Makers;
import co.littleman.m1onk8s.stack.Workload;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodProblemTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final Environment OWN_NODE = new Environment(true, false);
    private static final Environment ELSEWHERE = new Environment(false, false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{containerStatuses: [{name: redis, state: {running: {}}}]}",
                "{containerStatuses: [{name: redis, state: {waiting: {reason: ContainerCreating}}}]}",
                "{containerStatuses: [{name: redis, state: {waiting: {reason: PodInitializing}}}]}",
                "{conditions: [{type: PodScheduled, status: 'False', reason: SchedulingGated}]}"
            })
    void aPodOnItsWayIsInNoTrouble(String status) {
        assertThat(troubleOf(status, OWN_NODE)).isEmpty();
    }

    @Test
    void anInvalidImageNameIsFinalAtOnce() {
        assertThat(troubleOf("""
                containerStatuses:
                  - name: redis
                    image: "redis:7:0"
                    state: {waiting: {reason: InvalidImageName, message: invalid reference format}}
                """, OWN_NODE)).hasValueSatisfying(trouble -> {
            assertThat(trouble.finding().cause()).isEqualTo(Cause.IMAGE_NAME_INVALID);
            assertThat(trouble.patience()).isEqualTo(Duration.ZERO);
            assertThat(trouble.finding().message()).isEqualTo("""
                    Container redis of Deployment cache has an image name that is not one: redis:7:0.
                      expected   an image that the node has or can pull
                      seen       invalid reference format
                      declared   deployment/cache   50-cache.dep.yml:1
                      look       kubectl -n shop describe pod cache-1""");
        });
    }

    @Test
    void whatAContainerIsMadeOfMayBeMendedAMomentLater() {
        assertThat(troubleOf("""
                containerStatuses:
                  - name: redis
                    state: {waiting: {reason: CreateContainerConfigError, message: container has runAsNonRoot and image will run as root}}
                """, OWN_NODE)).hasValueSatisfying(trouble -> {
            assertThat(trouble.finding().cause()).isEqualTo(Cause.CONTAINER_CONFIG_INVALID);
            assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(3));
            assertThat(trouble.finding().message()).isEqualTo("""
                    Container redis of Deployment cache cannot be created.
                      seen       container has runAsNonRoot and image will run as root
                      declared   deployment/cache   50-cache.dep.yml:1
                      look       kubectl -n shop describe pod cache-1""");
        });
    }

    @Test
    void aContainerThatEndsAgainAndAgainTellsHow() {
        assertThat(troubleOf("""
                containerStatuses:
                  - name: redis
                    state: {waiting: {reason: CrashLoopBackOff, message: back-off 10s}}
                    lastState: {terminated: {reason: Error, exitCode: 1}}
                """, OWN_NODE)).hasValueSatisfying(trouble -> {
            assertThat(trouble.finding().cause()).isEqualTo(Cause.CRASH_LOOP);
            assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(1));
            assertThat(trouble.finding().message()).isEqualTo("""
                    Container redis of Deployment cache ends again and again.
                      expected   a container that keeps running
                      seen       ended: Error, exit code 1
                      declared   deployment/cache   50-cache.dep.yml:1
                      look       kubectl -n shop logs cache-1 -c redis --previous""");
        });
    }

    @Test
    void aContainerThatCannotStartTellsWhy() {
        assertThat(troubleOf("""
                containerStatuses:
                  - name: redis
                    state: {waiting: {reason: CrashLoopBackOff}}
                    lastState: {terminated: {reason: StartError, exitCode: 128, message: "exec: /redis: no such file"}}
                """, OWN_NODE).map(trouble -> trouble.finding().seen()))
                .contains("ended: StartError, exit code 128\nexec: /redis: no such file");
    }

    @Test
    void aContainerThatIsKilledForItsMemoryIsToldApart() {
        assertThat(troubleOf("""
                containerStatuses:
                  - name: redis
                    state: {waiting: {reason: CrashLoopBackOff}}
                    lastState: {terminated: {reason: OOMKilled, exitCode: 137}}
                """, OWN_NODE)).hasValueSatisfying(trouble -> {
            assertThat(trouble.finding().cause()).isEqualTo(Cause.OUT_OF_MEMORY);
            assertThat(trouble.finding().reason())
                    .isEqualTo("Container redis of Deployment cache is killed for its memory limit.");
            assertThat(trouble.finding().seen()).isEqualTo("ended: OOMKilled, exit code 137");
        });
    }

    @Test
    void aLimitTooSmallEvenToStartIsAMatterOfMemoryToo() {
        assertThat(troubleOf(
                                ended("{reason: StartError, exitCode: 128, message: 'container init was OOM-killed'}"),
                                OWN_NODE)
                        .map(trouble -> trouble.finding().cause()))
                .contains(Cause.OUT_OF_MEMORY);
        assertThat(troubleOf(ended("{reason: OOMKilled, exitCode: 137}"), OWN_NODE)
                        .map(trouble -> trouble.finding().likely()))
                .as("no probe")
                .contains("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{reason: Completed, exitCode: 0} | its command ends by itself, where it should stay in the foreground",
                "{reason: Error, exitCode: 137} | its startup or liveness probe fails, and the kubelet restarts it each time",
                "{reason: Error, exitCode: 143} | its startup or liveness probe fails, and the kubelet restarts it each time",
                "{reason: Error, exitCode: 1, message: 'exec format error'} | the image is for another CPU architecture than the node's",
                "{reason: Error, exitCode: 1, message: 'bad config'} | ''",
            })
    void howAContainerEndedTellsWhy(String end, String likely) {
        assertThat(troubleOf(ended(end), OWN_NODE)
                        .map(trouble -> trouble.finding().likely()))
                .contains(likely);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 node(s) had untolerated taint {a: b} | the nodes have taints that the pod template does not tolerate",
                "1 node(s) didn't match pod anti-affinity rules | no node has the labels that the pod template asks for",
                "1 node(s) didn't match Pod's node selector | no node has the labels that the pod template asks for",
                "pod has unbound immediate PersistentVolumeClaims | a PersistentVolumeClaim gets no volume: no StorageClass, or nothing that provisions one",
                "1 node(s) didn't match PersistentVolume's node affinity, 1 node(s) didn't match pod anti-affinity rules | the pod's volume is on a node that does not take the pod, for the other reason that is given",
                "1 Too many pods | ''",
            })
    void theSchedulersWordsTellWhyNoNodeTakesAPod(String message, String likely) {
        RolloutProblem trouble = troubleOf(UNSCHEDULABLE.replace("1 Insufficient cpu", message), OWN_NODE)
                .orElseThrow();

        assertThat(trouble.finding().reason()).isEqualTo("No node takes pods of Deployment cache.");
        assertThat(trouble.finding().likely()).isEqualTo(likely);
    }

    @ParameterizedTest
    @CsvSource({"PersistentVolume, 20", "StorageClass, 20", "ConfigMap, 12"})
    void aClaimIsLookedAtAgainAfterFifteenSecondsIfTheInputHasWhatItIsBoundTo(String kind, int seconds) {
        Manifest manifest = new Manifest(
                new Place("40-data.yml", 1),
                Serialization.unmarshal("kind: %s\nmetadata: {name: data}".formatted(kind), ObjectNode.class));
        Environment circumstances = new Environment(true, false, new Makers(List.of(manifest), true));

        assertThat(troubleOf(
                                UNSCHEDULABLE.replace(
                                        "1 Insufficient cpu", "pod has unbound immediate PersistentVolumeClaims"),
                                circumstances)
                        .map(RolloutProblem::patience))
                .contains(Duration.ofSeconds(seconds));
    }

    private static String ended(String how) {
        return """
                containerStatuses:
                  - name: redis
                    state: {waiting: {reason: CrashLoopBackOff}}
                    lastState: {terminated: %s}
                """.formatted(how);
    }

    @Test
    void anInitContainerInTroubleComesFirst() {
        assertThat(troubleOf("""
                initContainerStatuses: [{name: first, state: {waiting: {reason: CrashLoopBackOff}}}]
                containerStatuses: [{name: redis, state: {waiting: {reason: InvalidImageName}}}]
                """, OWN_NODE).map(trouble -> trouble.finding().reason()))
                .contains("Container first of Deployment cache ends again and again.");
    }

    @Test
    void noRoomOnOurOnlyNodeIsBelievedSoon() {
        assertThat(troubleOf(UNSCHEDULABLE, OWN_NODE)).hasValueSatisfying(trouble -> {
            assertThat(trouble.finding().cause()).isEqualTo(Cause.UNSCHEDULABLE);
            assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(3));
            assertThat(trouble.finding().message()).isEqualTo("""
                    No node has room for pods of Deployment cache.
                      expected   a node that fits the pod's requests and volumes
                      seen       0/1 nodes are available: 1 Insufficient cpu.
                      declared   deployment/cache   50-cache.dep.yml:1
                      look       kubectl -n shop describe pod cache-1""");
        });
    }

    @Test
    void elsewhereAnAutoscalerMayStillMakeRoom() {
        assertThat(troubleOf(UNSCHEDULABLE, ELSEWHERE).map(RolloutProblem::patience))
                .contains(RolloutProblem.UNTIL_BUDGET);
    }

    private static final String UNSCHEDULABLE = """
            conditions:
              - type: PodScheduled
                status: "False"
                reason: Unschedulable
                message: "0/1 nodes are available: 1 Insufficient cpu."
            """;

    private static Optional<RolloutProblem> troubleOf(String status, Environment circumstances) {
        Pod pod = Serialization.unmarshal("metadata: {name: cache-1}\nstatus:\n" + status.indent(2), Pod.class);
        return new PodProblem(CACHE, circumstances).of(pod);
    }
}
