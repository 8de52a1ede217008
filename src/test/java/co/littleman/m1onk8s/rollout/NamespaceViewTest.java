// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamespaceViewTest {
    @Test
    void aListThatTheServerForbidsIsAMissingRightAndNoDefect() throws IOException {
        String said = "pods is forbidden: User \"ci\" cannot list resource \"pods\" in the namespace \"shop\"";
        try (FakeApiServer server = new FakeApiServer().refuse("GET /api/v1/namespaces/shop/pods", 403, said);
                Cluster cluster = server.cluster()) {

            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> new NamespaceView(cluster, "shop", Set.of()).close())
                    .satisfies(unproven -> {
                        assertThat(unproven.finding().cause()).isEqualTo(Cause.API_FORBIDDEN);
                        assertThat(unproven.finding().reason())
                                .isEqualTo(
                                        "The API server forbids it: a right is missing for listing and watching pods.");
                        assertThat(unproven.finding().seen()).isEqualTo(said);
                    });
        }
    }
}
