// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoverningServiceTest {
    private final List<Manifest> manifests =
            List.of(manifest("StatefulSet", "shop"), manifest("StatefulSet", "other"), manifest("Deployment", "shop"));

    @Test
    void theServiceThatAStatefulSetNames() {
        assertThat(governs("shop", "sessions-headless", workload("StatefulSet", "sessions")))
                .isTrue();
    }

    @Test
    void anotherServiceOfTheSameStatefulSet() {
        assertThat(governs("shop", "sessions", workload("StatefulSet", "sessions")))
                .isFalse();
    }

    @Test
    void aServiceOfThatNameElsewhere() {
        assertThat(governs("other", "sessions-headless", workload("StatefulSet", "sessions")))
                .isFalse();
    }

    @Test
    void anotherStatefulSet() {
        assertThat(governs("shop", "sessions-headless", workload("StatefulSet", "cache")))
                .isFalse();
    }

    @Test
    void aDeploymentGovernsNothing() {
        assertThat(governs("shop", "sessions-headless", workload("Deployment", "sessions")))
                .isFalse();
    }

    @Test
    void aServiceWithoutAWorkload() {
        DeclaredService service = new DeclaredService(
                "shop", "sessions-headless", Map.of(), List.of(), new Place("60-sessions.svc.yml", 1));

        assertThat(GoverningService.is(service, null, manifests)).isFalse();
    }

    private boolean governs(String namespace, String name, Workload workload) {
        return GoverningService.is(
                new DeclaredService(namespace, name, Map.of(), List.of(), new Place("60-sessions.svc.yml", 1)),
                workload,
                manifests);
    }

    private static Workload workload(String kind, String name) {
        return new Workload(kind, "shop", name, new PodTemplateSpec(), new Place("60-sessions.yml", 1));
    }

    private static Manifest manifest(String kind, String namespace) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("kind", kind);
        object.putObject("metadata").put("name", "sessions").put("namespace", namespace);
        object.putObject("spec").put("serviceName", namespace.equals("shop") ? "sessions-headless" : "sessions");
        return new Manifest(new Place("60-sessions.yml", 1), object);
    }
}
