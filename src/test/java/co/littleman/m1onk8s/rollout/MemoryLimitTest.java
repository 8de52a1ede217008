// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimitTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "96m   | true  | true  | m is the suffix for thousandths: memory: 96m is 0.096 bytes; 96Mi was probably meant",
                "64    | true  | true  | an amount without its unit, or with a smaller one than was meant: Mi is the suffix for mebibytes",
                "64Ki  | true  | true  | an amount without its unit, or with a smaller one than was meant: Mi is the suffix for mebibytes",
                "3Mi   | false | true  | the limit is too small: the runtime itself takes some MiB to start a container",
                "64Mi  | false | false | ''",
                "1Gi   | false | false | ''",
            })
    void whatIsHardlyAnythingIsTold(String text, boolean nothing, boolean tight, String likely) {
        MemoryLimit limit = MemoryLimit.of(pod(text, "{}"), "redis").orElseThrow();

        assertThat(limit.isNothing()).isEqualTo(nothing);
        assertThat(limit.isTight()).isEqualTo(tight);
        assertThat(limit.likely()).isEqualTo(likely);
    }

    @Test
    void theSmallestOfAPodIsItsTightest() {
        Pod pod = YamlFixture.yaml("""
                spec:
                  containers:
                    - {name: a, resources: {limits: {memory: 64Mi}}}
                    - {name: b, resources: {limits: {memory: 4Mi}}}
                    - {name: c, resources: {limits: {memory: 3Mi}}}
                    - {name: d}
                """, Pod.class);

        assertThat(MemoryLimit.tightest(pod).map(MemoryLimit::container)).contains("c");
        assertThat(MemoryLimit.tightest(pod("64Mi", "{}"))).isEmpty();
        assertThat(MemoryLimit.of(pod, "d")).isEmpty();
    }

    /** One limit, three ways in which it shows; each time the same sentence, so that it is seen to last. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {reason: StartError, exitCode: 128, message: 'cannot start a stopped process: unknown'}}}",
                "{state: {waiting: {reason: RunContainerError, message: 'container init was OOM-killed (memory limit too low?)'}}}",
                "{state: {terminated: {reason: OOMKilled, exitCode: 137}}}",
                "{state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {reason: Error, exitCode: 137}}}",
            })
    void howeverItShowsItIsTheLimit(String status) {
        RolloutProblem trouble = trouble("3Mi", status).orElseThrow();

        assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(1));
        assertThat(trouble.finding().cause()).isEqualTo(Cause.OUT_OF_MEMORY);
        assertThat(trouble.finding().reason())
                .isEqualTo("Container redis of Deployment cache cannot run within its memory limit of 3Mi.");
    }

    @Test
    void theWholeMessage() {
        assertThat(trouble(
                                "96m",
                                "{state: {terminated: {reason: StartError, exitCode: 128, message: 'unable to set memory limit to 1'}}}")
                        .map(trouble -> trouble.finding().message()))
                .contains("""
                        Container redis of Deployment cache cannot run within its memory limit of 96m.
                          expected   a limit in which the container runs
                          seen       StartError, exit code 128
                                     unable to set memory limit to 1
                          limit      container redis: memory: 96m, which is 0.096 bytes
                          declared   deployment/cache   50-cache.dep.yml:1
                          likely     m is the suffix for thousandths: memory: 96m is 0.096 bytes; 96Mi was probably meant
                          look       kubectl -n shop describe pod cache-1""");
    }

    @Test
    void aWrongCommandIsNoMatterOfMemory() {
        assertThat(trouble(
                                "8Mi",
                                "{state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {reason: StartError, exitCode: 128, message: 'exec: /redis: no such file or directory'}}}")
                        .map(trouble -> trouble.finding().cause()))
                .contains(Cause.CRASH_LOOP);
        assertThat(trouble(
                                "8Mi",
                                "{state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {reason: Error, exitCode: 2}}}")
                        .map(trouble -> trouble.finding().cause()))
                .contains(Cause.CRASH_LOOP);
        assertThat(OutOfMemory.isOwedTo(
                        MemoryLimit.of(pod("64Mi", "{}"), "redis").orElseThrow(),
                        ended("{reason: StartError, exitCode: 128}")))
                .isFalse();
    }

    @Test
    void whatRunsIsInNoTrouble() {
        assertThat(trouble(
                        "3Mi", "{state: {running: {}}, lastState: {terminated: {reason: OOMKilled, exitCode: 137}}}"))
                .isEmpty();
    }

    @Test
    void aLimitThatIsOnlyTooSmallForTheProcessIsNamedAsWell() {
        assertThat(trouble(
                                "64Mi",
                                "{state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {reason: OOMKilled, exitCode: 137}}}")
                        .map(trouble -> trouble.finding().details().get(0).value()))
                .contains("container redis: memory: 64Mi");
    }

    private static Optional<RolloutProblem> trouble(String limit, String status) {
        return new PodProblem(CACHE, new Environment(true, false)).of(pod(limit, status));
    }

    private static ContainerStateTerminated ended(String end) {
        return YamlFixture.yaml(end, ContainerStateTerminated.class);
    }

    private static Pod pod(String limit, String status) {
        Pod pod = YamlFixture.yaml("""
                metadata: {name: cache-1}
                spec: {containers: [{name: redis, resources: {limits: {memory: %s}}}]}
                status: {containerStatuses: [%s]}
                """.formatted(limit, status), Pod.class);
        pod.getStatus().getContainerStatuses().forEach(one -> one.setName("redis"));
        return pod;
    }
}
