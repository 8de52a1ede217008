// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Place;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void theReasonComesFirstThenOneAlignedLineForEachThingKnown() {
        Finding finding = Finding.of(
                        Cause.SELECTOR_MATCHES_NOTHING,
                        "Service cache has no ready endpoint (waited 12 s of 60 s; nothing can change it).")
                .detail("selector", "app=redis,role=cahce", new Place("50-cache.svc.yml", 1))
                .detail("pod labels", "app=redis,role=cache,tier=back", "cache-7d9c4 (Ready)")
                .detail("slice", "cache-x7k2p: 0 endpoints that are ready")
                .likely("the Service's selector does not match the pod template's labels")
                .next("kubectl -n shop get pods --show-labels");

        assertThat(finding.message()).isEqualTo("""
                        Service cache has no ready endpoint (waited 12 s of 60 s; nothing can change it).
                          selector     app=redis,role=cahce             50-cache.svc.yml:1
                          pod labels   app=redis,role=cache,tier=back   cache-7d9c4 (Ready)
                          slice        cache-x7k2p: 0 endpoints that are ready
                          likely       the Service's selector does not match the pod template's labels
                          look         kubectl -n shop get pods --show-labels""");
    }

    @Test
    void expectedAndSeenStandBeforeTheFacts() {
        Finding finding = Finding.of(Cause.NO_REPLICAS, "Deployment cache asks for 0 pods.")
                .detail("declared", "deployment/cache", new Place("50-cache.dep.yml", 1))
                .seen("0 wanted")
                .expected("at least 1 pod");

        assertThat(finding.message()).isEqualTo("""
                        Deployment cache asks for 0 pods.
                          expected   at least 1 pod
                          seen       0 wanted
                          declared   deployment/cache   50-cache.dep.yml:1""");
    }

    @Test
    void aValueOfSeveralLinesStaysInItsColumn() {
        Finding finding = Finding.of(Cause.CRASH_LOOP, "Container redis ends.")
                .expected("a container that keeps running")
                .seen("ended: StartError\nexec: no such file\n");

        assertThat(finding.message()).isEqualTo("""
                        Container redis ends.
                          expected   a container that keeps running
                          seen       ended: StartError
                                     exec: no such file""");
    }

    @Test
    void whatIsNotKnownTakesNoLine() {
        assertThat(Finding.of(Cause.API_ERROR, "The API server failed.")
                        .seen(" ")
                        .message())
                .isEqualTo("The API server failed.");
    }

    @Test
    void eachStepGivesANewFindingAndLeavesTheOldOne() {
        Finding bare = Finding.of(Cause.NOT_READY, "Not ready.");

        assertThat(bare.detail("pod", "cache-1").likely("a slow disk").details())
                .hasSize(1);
        assertThat(bare).isEqualTo(Finding.of(Cause.NOT_READY, "Not ready."));
    }
}
