// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.Place;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionTest {
    private static final String SHOP = "/api/v1/namespaces/shop";
    private static final String CACHE = SHOP + "/services/cache";

    private final FakeApiServer server;
    private final Cluster cluster;

    DeletionTest() throws IOException {
        server = new FakeApiServer().on("GET /api/v1", 200, """
                {"resources": [
                  {"name": "namespaces", "kind": "Namespace", "namespaced": false},
                  {"name": "services", "kind": "Service", "namespaced": true}]}""");
        cluster = server.cluster();
    }

    @AfterEach
    void end() {
        cluster.close();
        server.close();
    }

    @Test
    void theLastIsDeletedFirst() {
        server.on("DELETE " + SHOP, 200, "{}").on("DELETE " + CACHE, 200, "{}");

        remove();

        assertThat(server.requests())
                .filteredOn(request -> request.startsWith("DELETE"))
                .containsExactly("DELETE " + CACHE, "DELETE " + SHOP);
    }

    @Test
    void whatIsGoneAlreadyIsNoProblem() {
        remove();
    }

    @Test
    void whatStaysIsNamedWithWhatHoldsIt() {
        server.on("DELETE " + SHOP, 200, "{}").on("DELETE " + CACHE, 200, "{}").on("GET " + SHOP, 200, """
                {"metadata": {"finalizers": ["shop.example/keep"]},
                 "status": {"conditions": [
                   {"status": "False", "message": "all legacy kube types successfully parsed"},
                   {"status": "True", "message": "Some content in the namespace has finalizers remaining"}]}}""");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(this::remove)
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(Cause.LEFT_BEHIND))
                .withMessage("""
                        Still on the cluster 1 s after its deletion: Namespace shop.
                          expected   every object gone, and its namespace with it
                          left       Namespace shop   20-shop.ns.yml:1
                          because    finalizer shop.example/keep
                                     Some content in the namespace has finalizers remaining
                          likely     a finalizer that nobody serves, or pods that do not end
                          look       kubectl get namespaces -o yaml   # finalizers and status.conditions tell what it waits for""");
    }

    @ParameterizedTest
    @CsvSource({
        // a finalizer of the shop's own, and no pod that could serve it
        "shop.example/keep, kube-system, true",
        // one that serves it may still run
        "shop.example/keep, shop, false",
        // Kubernetes serves its own
        "service.kubernetes.io/load-balancer-cleanup, kube-system, false",
        "foregroundDeletion, kube-system, false"
    })
    void whatNobodyServesIsNotWaitedFor(String finalizer, String podsIn, boolean endsEarly) {
        server.on("DELETE " + SHOP, 200, "{}")
                .on("DELETE " + CACHE, 200, "{}")
                .on("GET " + CACHE, 200, "{\"metadata\": {\"finalizers\": [\"%s\"]}}".formatted(finalizer))
                .on(
                        "GET /api/v1/pods",
                        200,
                        "{\"items\": [{\"metadata\": {\"namespace\": \"%s\"}}]}".formatted(podsIn));

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> remove(Duration.ofSeconds(8)))
                .withMessageContaining("Still on the cluster %d s after".formatted(endsEarly ? 5 : 8));
    }

    @Test
    void whatMayNotBeDeletedSaysNothingAboutTheStack() {
        server.refuse("DELETE " + CACHE, 403, "services \"cache\" is forbidden: User \"x\" cannot delete resource");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(this::remove)
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(Cause.API_FORBIDDEN));
    }

    private void remove() {
        remove(Duration.ofSeconds(1));
    }

    private void remove(Duration budget) {
        new Deletion(cluster)
                .remove(
                        List.of(
                                manifest("20-shop.ns.yml", "Namespace", "{\"name\": \"shop\"}"),
                                manifest(
                                        "50-cache.svc.yml",
                                        "Service",
                                        "{\"name\": \"cache\", \"namespace\": \"shop\"}")),
                        budget);
    }

    private static Manifest manifest(String file, String kind, String metadata) {
        try {
            return new Manifest(new Place(file, 1), (ObjectNode) new JsonMapper()
                    .readTree(
                            "{\"apiVersion\": \"v1\", \"kind\": \"%s\", \"metadata\": %s}".formatted(kind, metadata)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
