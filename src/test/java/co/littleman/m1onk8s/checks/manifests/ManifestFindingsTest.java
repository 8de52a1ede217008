// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestFindingsTest {
    private static final Finding EXPOSED = Finding.of(Cause.EXPOSED, "Service cache is a NodePort.");
    private static final Finding PINNED = Finding.of(Cause.IMAGE_NOT_PINNED, "Image redis has no tag.");

    @Test
    void nothingFoundIsRight() {
        assertThatCode(() -> ManifestFindings.none(List.of())).doesNotThrowAnyException();
    }

    @Test
    void oneVerdictNamesAllOfThemAndNoneTwice() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> ManifestFindings.none(List.of(EXPOSED, EXPOSED.seen("live"), PINNED, PINNED)))
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(Cause.EXPOSED))
                .withMessage("""
                        Service cache is a NodePort.
                          also   Image redis has no tag.""");
    }

    @ParameterizedTest
    @CsvSource({"Deployment, cache, true", "StatefulSet, cache, false", "Deployment, session, false"})
    void anAutoscalerIsToldByKindAndName(String kind, String name, boolean targets) {
        HorizontalPodAutoscaler autoscaler = Declared.yaml(
                "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: cache}}",
                HorizontalPodAutoscaler.class);

        assertThat(Autoscaling.targets(autoscaler, kind, name)).isEqualTo(targets);
    }
}
