// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.Persistence;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisPersistenceFitsTest {
    private static final String CLAIM = "{name: data, persistentVolumeClaim: {claimName: data}}";
    private static final String EMPTY = "{name: scratch, emptyDir: {}}";

    @Test
    void whatWritesNoFileMayWriteAnywhere() {
        assertThatCode(() -> RedisPersistenceFits.fits("pod cache-1", settings(false), pod("", ""), "redis"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data", "/data/", "/"})
    void aFileOnAPersistentVolumeLasts(String mount) {
        assertThatCode(() -> fits(CLAIM, "{name: data, mountPath: %s}".formatted(mount)))
                .doesNotThrowAnyException();
    }

    @Test
    void aFileOnAnEmptyDirectoryEndsWithThePod() {
        Finding finding = finding(EMPTY, "{name: scratch, mountPath: /data}");

        assertThat(finding.cause()).isEqualTo(RedisCause.PERSISTENCE_MISPLACED);
        assertThat(finding.message()).isEqualTo("""
                Redis in pod cache-1 keeps an append-only file where it does not last.
                  expected   appendonly no, or /data on a persistent volume
                  seen       appendonly yes, /data on emptyDir scratch""");
    }

    @Test
    void aFileInTheContainerItselfEndsWithIt() {
        assertThat(finding(CLAIM, "{name: data, mountPath: /database}").message())
                .isEqualTo("""
                Redis in pod cache-1 keeps an append-only file where it does not last.
                  expected   appendonly no, or /data on a persistent volume
                  seen       appendonly yes, /data on the container's own layer""");
    }

    @Test
    void ofTwoMountsTheNearestCounts() {
        assertThat(finding(CLAIM + ", " + EMPTY, "{name: data, mountPath: /}, {name: scratch, mountPath: /data}")
                        .seen())
                .isEqualTo("appendonly yes, /data on emptyDir scratch");
    }

    private static Finding finding(String volumes, String mounts) {
        return assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> fits(volumes, mounts))
                .actual()
                .finding();
    }

    private static void fits(String volumes, String mounts) {
        RedisPersistenceFits.fits("pod cache-1", settings(true), pod(volumes, mounts), "redis");
    }

    private static Persistence settings(boolean appendonly) {
        return new Persistence(appendonly, "/data");
    }

    private static Pod pod(String volumes, String mounts) {
        return Serialization.unmarshal("""
                spec:
                  volumes: [%s]
                  containers:
                    - {name: sidecar, volumeMounts: [{name: data, mountPath: /data}]}
                    - {name: redis, volumeMounts: [%s]}
                """.formatted(volumes, mounts), Pod.class);
    }
}
