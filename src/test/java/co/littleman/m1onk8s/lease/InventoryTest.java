// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class InventoryTest {
    @Test
    void oneListForEachKindThatWeMayListAndTheOthersAreSaid() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on("GET /apis/apps/v1/namespaces/shop/deployments", 200, items("""
                                {"metadata": {"name": "cache", "uid": "1", "generation": 3}}"""))
                        .on("GET /apis/apps/v1/namespaces/shop/statefulsets", 200, items(""))
                        .on("GET /apis/apps/v1/namespaces/shop/daemonsets", 200, items(""))
                        .on("GET /api/v1/namespaces/shop/services", 200, items(""))
                        .refuse("GET /api/v1/namespaces/shop/secrets", 403, "no")
                        .on("GET /api/v1/namespaces/shop/pods", 200, items("""
                                {"metadata": {"name": "cache-1", "uid": "2", "generation": 1}},
                                {"metadata": {"name": "cache-0", "uid": "3", "deletionTimestamp": "2026-11-24T12:00:00Z"}},
                                {"metadata": {"name": "ours", "uid": "4",
                                  "labels": {"app.kubernetes.io/managed-by": "m1onk8s-verify"}}}"""));
                Cluster cluster = server.cluster()) {
            Inventory inventory =
                    Inventory.of(cluster, "shop", kind -> !kind.resource().equals("configmaps"));

            assertThat(inventory.entries().values())
                    .extracting(Inventory.Entry::toString)
                    .containsExactly(
                            "Deployment cache (uid 1, generation 3)", "Pod cache-1 (uid 2)", "Pod ours (uid 4)");
            assertThat(inventory.entries().values().stream().filter(Inventory.Entry::ours))
                    .extracting(Inventory.Entry::title)
                    .containsExactly("Pod ours");
            assertThat(inventory.unseen()).containsExactly("configmaps", "secrets");
            assertThat(server.requests()).hasSize(7);
            assertThat(server.accepted("GET /api/v1/namespaces/shop/secrets"))
                    .isEqualTo("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        }
    }

    private static String items(String items) {
        return "{\"items\": [%s]}".formatted(items);
    }
}
