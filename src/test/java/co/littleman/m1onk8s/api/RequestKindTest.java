// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import co.littleman.m1onk8s.settings.Level;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What only reads, and that nothing else leaves a process that promised to only read. */
class RequestKindTest {
    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/namespaces/shop/pods,                                  true",
        "GET,    /api/v1/namespaces/shop/pods/cache-1/log,                      true",
        "HEAD,   /version,                                                      true",
        "GET,    /api/v1/namespaces/shop/pods/exec,                             false",
        "GET,    /api/v1/namespaces/shop/pods/cache-1/exec,                     false",
        "GET,    /api/v1/namespaces/shop/pods/cache-1/attach,                   false",
        "GET,    /api/v1/namespaces/shop/pods/cache-1/portforward,              false",
        "GET,    /api/v1/namespaces/shop/services/cache:9121/proxy/metrics,     false",
        "POST,   /apis/authentication.k8s.io/v1/selfsubjectreviews,             true",
        "POST,   /apis/authorization.k8s.io/v1/selfsubjectaccessreviews,        true",
        "POST,   /apis/authorization.k8s.io/v1/selfsubjectrulesreviews,         true",
        "POST,   /apis/authorization.k8s.io/v1/subjectaccessreviews,            false",
        "POST,   /api/v1/namespaces/shop/pods,                                  false",
        "PATCH,  /apis/apps/v1/namespaces/shop/deployments/cache,               false",
        "PUT,    /apis/coordination.k8s.io/v1/namespaces/shop/leases/m1onk8s,   false",
        "DELETE, /api/v1/namespaces/shop,                                       false"
    })
    void aRequestIsToldByItsMethodAndPath(String method, String path, boolean reads) {
        assertThat(RequestKind.of("https://staging.example/").reads(method, path))
                .isEqualTo(reads);
        assertThat(RequestKind.of("https://staging.example/k8s/clusters/c-1/")
                        .reads(method, "/k8s/clusters/c-1" + path))
                .isEqualTo(reads);
        assertThat(RequestKind.of("https://staging.example/a/proxy/").reads(method, "/a/proxy" + path))
                .isEqualTo(reads);
    }

    @Test
    void whereItOnlyReadsARequestThatWritesIsNotSent() throws IOException {
        try (FakeApiServer server = new FakeApiServer();
                Cluster cluster = server.existing()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> cluster.patch("/api/v1/namespaces/shop?dryRun=All", "application/json", "{}"))
                    .withMessage("this run only reads, and does not send PATCH /api/v1/namespaces/shop");
            assertThatIllegalStateException()
                    .isThrownBy(() -> cluster.client()
                            .pods()
                            .inNamespace("shop")
                            .withName("a")
                            .delete())
                    .withMessageContaining("this run only reads, and does not send DELETE");

            assertThat(server.requests()).containsExactly("GET /version");
            assertThat(cluster.writes()).isZero();
            assertThat(cluster.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TALK", "PROBE", "DISRUPT", "INSTALL"})
    void fromTalkUpItIsSentAndCounted(Level level) throws IOException {
        try (FakeApiServer server = new FakeApiServer();
                Cluster cluster = server.existing()) {
            cluster.admit(level);
            cluster.delete("/api/v1/namespaces/shop");

            assertThat(server.requests()).containsExactly("GET /version", "DELETE /api/v1/namespaces/shop");
            assertThat(cluster.writes()).isEqualTo(1);
        }
    }

    @Test
    void toBeAdmittedToObserveLetsNothingThrough() throws IOException {
        try (FakeApiServer server = new FakeApiServer();
                Cluster cluster = server.existing()) {
            cluster.admit(Level.OBSERVE);

            assertThatIllegalStateException().isThrownBy(() -> cluster.delete("/api/v1/namespaces/shop"));
        }
    }
}
