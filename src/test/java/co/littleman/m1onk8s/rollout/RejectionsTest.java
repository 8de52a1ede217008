// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionsTest {
    private static final String SYSCTL =
            "phase: Failed, reason: SysctlForbidden, message: 'Pod was rejected: forbidden sysctl: \"net.core.somaxconn\" not allowlisted'";

    private final Rejections rejections = new Rejections(cache("Deployment"));

    @Test
    void aLoopThatWasSeenTwiceIsFinal() {
        assertThat(rejections.of(List.of(pod("a", 1, SYSCTL)), false))
                .hasValueSatisfying(trouble ->
                        assertThat(trouble.patience()).as("it may be left over").isEqualTo(Duration.ofSeconds(1)));
        assertThat(rejections.of(List.of(pod("a", 1, SYSCTL), pod("b", 2, SYSCTL)), false))
                .hasValueSatisfying(trouble -> assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(1)));
        assertThat(rejections.of(List.of(pod("a", 1, SYSCTL), pod("b", 2, SYSCTL), pod("c", 3, SYSCTL)), false))
                .hasValueSatisfying(trouble -> {
                    assertThat(trouble.patience()).isZero();
                    assertThat(trouble.finding().cause()).isEqualTo(Cause.POD_REJECTED);
                    assertThat(trouble.finding().message()).isEqualTo("""
                            The node rejects each pod of Deployment cache: SysctlForbidden.
                              expected   a kubelet that takes the pods that the scheduler gives it
                              seen       Pod was rejected: forbidden sysctl: "net.core.somaxconn" not allowlisted
                              pods       3 rejected so far, the last one c
                              declared   deployment/cache   50-cache.dep.yml:1
                              likely     net.core.somaxconn is no safe sysctl: a kubelet takes it only with --allowed-unsafe-sysctls; leave it out of the pod template's securityContext.sysctls
                              look       kubectl -n shop scale deployment/cache --replicas=0   # until then pods are made without end""");
                });
    }

    @Test
    void aPodThatWasTakenEndsIt() {
        assertThat(rejections.of(
                        List.of(
                                pod("a", 1, SYSCTL),
                                pod(
                                        "b",
                                        2,
                                        "phase: Running, containerStatuses: [{name: redis, state: {running: {}}}]")),
                        false))
                .isEmpty();
        assertThat(rejections.of(List.of(pod("a", 1, SYSCTL), pod("b", 2, "phase: Pending")), false))
                .as("nobody has decided on the newest yet")
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phase: Failed, reason: Evicted",
                "phase: Failed, reason: NodeShutdown",
                "phase: Failed",
                "phase: Running",
                "phase: Failed, reason: Error, containerStatuses: [{name: redis, state: {terminated: {exitCode: 1}}}]",
            })
    void otherEndsAreNoRejection(String status) {
        assertThat(Rejections.isRejected(pod("a", 1, status))).isFalse();
    }

    @Test
    void whatMayPassIsWaitedForALittle() {
        rejections.of(List.of(), false);

        assertThat(rejections.of(
                        List.of(
                                pod("a", 1, "phase: Failed, reason: UnexpectedAdmissionError"),
                                pod("b", 2, "phase: Failed, reason: UnexpectedAdmissionError")),
                        false))
                .hasValueSatisfying(trouble -> assertThat(trouble.patience()).isEqualTo(Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment  | false | kubectl -n shop scale deployment/cache --replicas=0 ",
                "Deployment  | true  | kubectl -n shop rollout undo deployment/cache ",
                "StatefulSet | false | kubectl -n shop scale statefulset/cache --replicas=0 ",
                "DaemonSet   | false | kubectl -n shop delete daemonset/cache ",
            })
    void whatStopsItDependsOnTheKind(String kind, boolean serves, String command) {
        assertThat(new Rejections(cache(kind))
                        .of(List.of(pod("a", 1, SYSCTL)), serves)
                        .map(trouble -> trouble.finding().next()))
                .hasValueSatisfying(next -> assertThat(next).startsWith(command.strip()));
    }

    private static Workload cache(String kind) {
        return new Workload(kind, "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    }

    private static Pod pod(String name, int second, String status) {
        return YamlFixture.yaml(
                "metadata: {name: %s, uid: %s, creationTimestamp: '2026-01-01T00:00:0%dZ'}%nstatus: {%s}"
                        .formatted(name, name, second, status),
                Pod.class);
    }
}
