// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KubeScoreTest {
    private final KubeScore kubeScore = new KubeScore(Path.of("kube-score"));

    /** As version 1.20.0 writes it, shortened. */
    private static final String ANSWER = """
            [{"object_name": "Deployment/apps/v1/cache", "type_meta": {"kind": "Deployment", "apiVersion": "apps/v1"},
              "object_meta": {"name": "cache", "namespace": "shop"}, "checks": [
               {"check": {"id": "pod-probes"}, "grade": 10, "skipped": false, "comments": null},
               {"check": {"id": "container-image-pull-policy"}, "grade": 1, "skipped": false, "comments": [
                 {"path": "redis", "summary": "ImagePullPolicy is not set to Always", "description": "…"},
                 {"path": "exporter", "summary": "ImagePullPolicy is not set to Always", "description": "…"}]},
               {"check": {"id": "deployment-replicas"}, "grade": 5, "skipped": false, "comments": [
                 {"path": "", "summary": "Deployment few replicas", "description": "…"}]},
               {"check": {"id": "deployment-has-host-podantiaffinity"}, "grade": 0, "skipped": true, "comments": [
                 {"path": "", "summary": "Skipped because the deployment has less than 2 replicas"}]}]},
             {"object_name": "Service/v1/cache", "type_meta": {"kind": "Service"}, "object_meta": {"name": "cache"},
              "checks": [{"check": {"id": "service-type"}, "grade": 1, "skipped": false, "comments": null}]}]
            """;

    @Test
    void whatIsCriticalIsSeriousAndWhatIsSkippedOrGoodIsNothing() {
        Complaint pull = new Complaint(
                "Deployment/cache", "container-image-pull-policy", "ImagePullPolicy is not set to Always", true);

        assertThat(kubeScore.complaints(new ToolRun(1, ANSWER, "", 0.1)))
                .containsExactly(
                        pull,
                        pull,
                        new Complaint("Deployment/cache", "deployment-replicas", "Deployment few replicas", false),
                        new Complaint("Service/cache", "service-type", "", true));
    }

    @Test
    void anErrorWithoutAComplaintIsOne() {
        assertThat(kubeScore.complaints(new ToolRun(2, "[]", "panic: out of range\n", 0.1)))
                .extracting(Complaint::check)
                .containsExactly("panic: out of range");
    }

    @Test
    void aFileThatItCannotReadIsAComplaint() {
        String err = "Failed to score files: cannot unmarshal bool into annotations\n";

        assertThat(kubeScore.complaints(new ToolRun(1, "", err, 0.1)))
                .containsExactly(new Complaint(
                        "all files", "Failed to score files: cannot unmarshal bool into annotations", "", true));
    }
}
