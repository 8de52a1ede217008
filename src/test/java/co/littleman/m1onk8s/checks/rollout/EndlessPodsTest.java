// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import org.junit.jupiter.api.Test;

class EndlessPodsTest {
    @Test
    void whatThisRunStoppedIsSaid() {
        assertThat(EndlessPods.stopped(
                                Finding.of(
                                        Cause.POD_REJECTED,
                                        "The node rejects each pod of Deployment cache: SysctlForbidden."),
                                new Workload(
                                        "Deployment",
                                        "shop",
                                        "cache",
                                        new PodTemplateSpec(),
                                        new Place("50-cache.dep.yml", 1)))
                        .message())
                .isEqualTo("""
                        The node rejects each pod of Deployment cache: SysctlForbidden.
                          stopped   Deployment cache was scaled to 0 by this run, after its events and logs were saved: it made pods without end
                          look      kubectl -n shop delete pods --field-selector status.phase=Failed   # those that it made""");
    }
}
