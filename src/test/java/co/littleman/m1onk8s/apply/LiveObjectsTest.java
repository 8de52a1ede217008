// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.Place;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveObjectsTest {
    private static final Manifest OLD = new Manifest(
            new Place("60.yml", 1),
            YamlFixture.yaml(
                    "{apiVersion: v1, kind: Endpoints, metadata: {name: old, namespace: shop}}", ObjectNode.class));
    private static final String PATH = "GET /api/v1/namespaces/shop/endpoints/old";

    private final FakeApiServer server;
    private final Cluster cluster;
    private final LiveObjects live;

    LiveObjectsTest() throws IOException {
        server = new FakeApiServer();
        server.on("GET /api/v1", 200, """
                {"resources": [{"name": "endpoints", "kind": "Endpoints", "namespaced": true}]}""");
        cluster = server.cluster();
        live = new LiveObjects(cluster);
    }

    @AfterEach
    void end() {
        cluster.close();
        server.close();
    }

    @Test
    void anObjectIsAskedForOnceAndWarningsAreHeard() {
        server.warn(PATH, "{\"kind\": \"Endpoints\"}", "299 - \"the \\\"old\\\" way\", 299 - \"two\"", "199 - \"x\"");

        assertThat(live.object(OLD)).isPresent();
        assertThat(live.reply(OLD).warnings()).containsExactly("the \"old\" way", "two");
        assertThat(server.requests()).containsExactly("GET /version", "GET /api/v1", PATH);
    }

    @Test
    void anObjectThatIsNotThereIsNone() {
        assertThat(live.object(OLD)).isEmpty();
        assertThat(live.reply(OLD).warnings()).isEmpty();
    }

    @Test
    void whatOthersPutIntoTheNamespaceIsListedOnce() {
        server.on("GET /apis/policy/v1/namespaces/shop/poddisruptionbudgets", 200, """
                {"items": [{"metadata": {"name": "stay"}, "spec": {"minAvailable": "50%"}}]}""");

        assertThat(live.disruptionBudgets("shop"))
                .extracting(budget -> budget.getSpec().getMinAvailable().getStrVal())
                .containsExactly("50%");
        assertThat(live.disruptionBudgets("shop")).hasSize(1);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aListThatWeMayNotSeeIsInconclusive() {
        server.refuse(
                "GET /apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers",
                403,
                "horizontalpodautoscalers is forbidden");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> live.autoscalers("shop"))
                .satisfies(unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.API_FORBIDDEN))
                .withMessage("""
                        The API server forbids it: a right is missing for listing horizontalpodautoscalers in namespace shop.
                          seen   horizontalpodautoscalers is forbidden
                          look   kubectl auth can-i --list   # which rights are there?""");
    }
}
