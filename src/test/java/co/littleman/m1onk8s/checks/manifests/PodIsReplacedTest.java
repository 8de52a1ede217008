// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Server;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodIsReplacedTest {
    private static final DeclaredService SERVICE =
            Declared.service("cache", "{selector: {role: cache}, ports: [{port: 6379}]}");

    @Test
    void nothingBringsABarePodBack() {
        assertThat(PodIsReplaced.finding(component("Pod", SERVICE))).hasValueSatisfying(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.POD_NOT_REPLACED);
            assertThat(finding.message()).isEqualTo("""
                    Pod cache has no controller: nothing brings it back when it or its node goes.
                      expected   a Deployment with replicas: 1, or another controller
                      seen       kind: Pod
                      declared   pod/cache   50-cache.yml:1
                      look       kubectl -n shop get pod cache -o yaml   # its metadata.labels and spec become the spec.template of a Deployment""");
        });
    }

    @Test
    void aServerThatNoServiceLeadsToIsMissedAsWell() {
        Server redis = new Server("redis", new Container(), 6379, "port 6379", Server.Data.SOME, true);

        assertThat(PodIsReplaced.finding(component("Pod").with(List.of(redis)))).isPresent();
    }

    @Test
    void aControllerDoesAndAToolboxNeedNotComeBack() {
        assertThat(PodIsReplaced.finding(component("Deployment", SERVICE))).isEmpty();
        assertThat(PodIsReplaced.finding(component("Pod"))).isEmpty();
    }

    @Test
    void itConcernsBarePodsOnly() {
        PodIsReplaced check = new PodIsReplaced();

        assertThat(check.concerns(component("Pod"))).isTrue();
        assertThat(check.concerns(component("Deployment", SERVICE))).isFalse();
        assertThat(check.concerns(new Component("cache", "shop", null, List.of(SERVICE))))
                .isFalse();
    }

    private static Component component(String kind, DeclaredService... services) {
        Workload workload = new Workload(kind, "shop", "cache", new PodTemplateSpec(), new Place("50-cache.yml", 1));
        return new Component("cache", "shop", workload, List.of(services));
    }
}
