// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.checks.rollout.LivenessQuestion.Says;
import co.littleman.m1onk8s.network.ContainerCommand;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessQuestionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{tcpSocket: {port: metrics}} | {tcpSocket: {port: 9121}} | true",
                "{tcpSocket: {port: 9121}, periodSeconds: 1} | {tcpSocket: {port: 9121}} | true",
                "{exec: {command: [a]}} | {exec: {command: [a]}} | true",
                "{exec: {command: [a]}} | {exec: {command: [b]}} | false",
                "{httpGet: {port: 9121, path: /a}} | {httpGet: {port: metrics, path: /a}} | true",
                "{httpGet: {port: 9121, path: /a}} | {httpGet: {port: 9121, path: /b}} | false",
                "{httpGet: {port: 9121}} | {tcpSocket: {port: 9121}} | false",
                "{grpc: {port: 1}} | {grpc: {port: 2}} | false",
            })
    void aReadyPodHasAnsweredTheSameQuestion(String liveness, String readiness, boolean same) {
        Container container = Serialization.unmarshal("""
                name: exporter
                ports: [{name: metrics, containerPort: 9121}]
                livenessProbe: %s
                readinessProbe: %s
                """.formatted(liveness, readiness), Container.class);

        assertThat(LivenessQuestion.isSame(container, container.getLivenessProbe(), container.getReadinessProbe()))
                .isEqualTo(same);
        assertThat(LivenessQuestion.isSame(container, container.getLivenessProbe(), null))
                .isFalse();
    }

    @Test
    void aCommandIsJudgedByItsEndAndByItsWords() {
        assertThat(answer(0, "NOAUTH Authentication required.").says()).isEqualTo(Says.PASSES);
        assertThat(answer(null, "").says()).isEqualTo(Says.UNKNOWN);
        assertThat(answer(1, "")).isEqualTo(new LivenessQuestion.Answer(Says.FAILS, "exit code 1", false));
        assertThat(answer(1, "NOAUTH Authentication required.").isFinal()).isTrue();
        assertThat(answer(1, "LOADING Redis is loading the dataset in memory").isFinal())
                .isFalse();
        assertThat(answer(127, "sh: 1: redis-cl").isFinal()).isTrue();
        assertThat(answer(-1, "exec: \"valkey-cli\": executable file not found in $PATH")
                        .isFinal())
                .isTrue();
    }

    private static LivenessQuestion.Answer answer(@Nullable Integer code, String words) {
        return LivenessQuestion.answer(new ContainerCommand.Answer(code, words));
    }
}
