// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
    private static final String SHOP = "/api/v1/namespaces/shop";

    private final FakeApiServer server;
    private final Cluster cluster;

    EvidenceTest() throws IOException {
        server = new FakeApiServer();
        cluster = server.cluster();
    }

    @BeforeEach
    void aPodThatWasStartedAgain() {
        server.on("GET " + SHOP + "/pods", 200, """
                        {"kind": "PodList", "apiVersion": "v1", "items": [{
                          "metadata": {
                            "name": "cache-1", "namespace": "shop",
                            "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "env"}},
                          "spec": {"containers": [{"name": "redis", "env": [{"name": "TOKEN", "value": "in-the-spec"}]}]},
                          "status": {"phase": "Running", "containerStatuses": [{"name": "redis", "restartCount": 1}]}}]}""")
                .on("GET " + SHOP + "/events", 200, """
                        {"kind": "EventList", "apiVersion": "v1", "items": [{
                          "lastTimestamp": "2026-11-23T14:05:56Z", "type": "Warning", "reason": "BackOff",
                          "involvedObject": {"kind": "Pod", "name": "cache-1"}, "message": "AUTH s3cret failed"}]}""")
                .on("GET /apis/discovery.k8s.io/v1/namespaces/shop/endpointslices", 200, """
                        {"kind": "EndpointSliceList", "apiVersion": "discovery.k8s.io/v1", "items": [{
                          "metadata": {"name": "cache-x7k2p"}, "addressType": "IPv4", "ports": [], "endpoints": []}]}""")
                .on("GET " + SHOP + "/pods/cache-1/log", 200, "ready to accept connections\n");
    }

    @AfterEach
    void end() {
        cluster.close();
        server.close();
    }

    @Test
    void itShowsPodsEventsSlicesAndLogsThePreviousContainersToo(@TempDir Path directory) {
        new Evidence(cluster, directory, (String) null).collect("shop");

        assertThat(directory.resolve("shop/pods.yml")).content().contains("cache-1", "Running");
        assertThat(directory.resolve("shop/endpointslices.yml")).content().contains("cache-x7k2p");
        assertThat(directory.resolve("shop/cache-1.redis.log")).content().isEqualTo("ready to accept connections\n");
        assertThat(directory.resolve("shop/cache-1.redis.previous.log")).exists();
        assertThat(directory.resolve("shop/events.txt"))
                .content()
                .isEqualTo("2026-11-23T14:05:56Z  Warning  BackOff              Pod/cache-1  AUTH s3cret failed\n");
    }

    @Test
    void thePasswordIsInNoFile(@TempDir Path directory) {
        new Evidence(cluster, directory, "s3cret").collect("shop");

        assertThat(directory.resolve("shop/events.txt")).content().contains("AUTH *** failed");
    }

    @Test
    void norIsWhatASpecOrAnAnnotationMayHide(@TempDir Path directory) {
        new Evidence(cluster, directory, (String) null).collect("shop");

        assertThat(directory.resolve("shop/pods.yml"))
                .content()
                .doesNotContain("in-the-spec")
                .doesNotContain("last-applied");
    }

    @Test
    void whatCannotBeHadIsSaidInItsFileAndSpoilsNothing(@TempDir Path directory) {
        server.refuse("GET " + SHOP + "/events", 403, "events is forbidden: no");

        new Evidence(cluster, directory, (String) null).collect("shop");

        assertThat(directory.resolve("shop/events.txt"))
                .content()
                .isEqualTo("could not be read: events is forbidden: no\n");
        assertThat(directory.resolve("shop/pods.yml")).content().contains("cache-1");
    }

    @Test
    void norDoesADiskThatTakesNoFiles(@TempDir Path directory) throws IOException {
        Path taken = Files.writeString(directory.resolve("evidence"), "a file where the directory should be");

        assertThatCode(() -> new Evidence(cluster, taken, (String) null).collect("shop"))
                .doesNotThrowAnyException();
    }
}
