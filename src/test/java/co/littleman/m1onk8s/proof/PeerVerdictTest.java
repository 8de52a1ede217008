// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeerVerdictTest {
    private static final Complaint PULL_POLICY =
            new Complaint("Deployment/cache", "container-image-pull-policy", "not Always", true);
    private static final Complaint NO_PODS =
            new Complaint("Service/cache", "service-targets-pod", "does not match any pods", true);
    private static final Complaint FEW = new Complaint("Deployment/cache", "deployment-replicas", "few", false);

    @Test
    void whatIsNewFlags() {
        PeerVerdict verdict = of(List.of(PULL_POLICY, NO_PODS, FEW), List.of(PULL_POLICY));

        assertThat(verdict.flags()).isTrue();
        assertThat(verdict.says()).isEqualTo("service-targets-pod (Service/cache)");
    }

    @Test
    void whatIsSaidOfTheGoodManifestsAsWellIsNoise() {
        assertThat(of(List.of(PULL_POLICY), List.of(PULL_POLICY)))
                .isEqualTo(new PeerVerdict("kube-score", PeerAnswer.NOISE, "", 0.5));
    }

    @Test
    void theSameOfAnotherObjectIsNoiseToo() {
        Complaint ofAnother = new Complaint("StatefulSet/other", PULL_POLICY.check(), PULL_POLICY.words(), true);

        assertThat(of(List.of(ofAnother), List.of(PULL_POLICY)).answer()).isEqualTo(PeerAnswer.NOISE);
    }

    @Test
    void theSameCheckForAnotherReasonFlags() {
        Complaint missing = new Complaint("Deployment/cache", "pod-probes", "has no readinessProbe", true);
        Complaint identical = new Complaint("Deployment/cache", "pod-probes", "has the same probe twice", true);

        assertThat(of(List.of(missing), List.of(identical)).flags()).isTrue();
    }

    @Test
    void aWarningThatBecomesCriticalFlags() {
        Complaint critical = new Complaint(FEW.object(), FEW.check(), FEW.words(), true);

        assertThat(of(List.of(critical), List.of(FEW)).flags()).isTrue();
    }

    @Test
    void aNewWarningIsToldAndDoesNotFlag() {
        assertThat(of(List.of(PULL_POLICY, FEW), List.of(PULL_POLICY)))
                .isEqualTo(new PeerVerdict(
                        "kube-score", PeerAnswer.NOISE, "only warns: deployment-replicas (Deployment/cache)", 0.5));
    }

    @Test
    void nothingAtAllIsSilent() {
        assertThat(of(List.of(), List.of(PULL_POLICY)).answer()).isEqualTo(PeerAnswer.SILENT);
        assertThat(of(List.of(FEW), List.of(FEW)).answer()).isEqualTo(PeerAnswer.SILENT);
    }

    private static PeerVerdict of(List<Complaint> complaints, List<Complaint> noise) {
        return PeerVerdict.of("kube-score", complaints, noise, 0.5);
    }
}
