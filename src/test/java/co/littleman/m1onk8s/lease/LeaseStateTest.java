// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.run.RunId;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseStateTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String HELD = """
            {
              "apiVersion": "coordination.k8s.io/v1",
              "kind": "Lease",
              "metadata": {
                "namespace": "shop",
                "name": "m1onk8s-verify",
                "labels": {
                  "app.kubernetes.io/managed-by": "m1onk8s-verify",
                  "m1onk8s.littleman.co/run": "1a2b3c4d"
                },
                "annotations": {
                  "m1onk8s.littleman.co/expires": "2026-11-24T12:01:00Z",
                  "m1onk8s.littleman.co/left-by": "0badc0de,0badf00d"
                },
                "uid": "a-uid",
                "resourceVersion": "7"
              },
              "spec": {
                "leaseDurationSeconds": 60,
                "acquireTime": "2026-11-24T11:59:00.000000Z",
                "renewTime": "2026-11-24T12:00:00.000000Z",
                "holderIdentity": "run 1a2b3c4d on ci"
              }
            }""";

    @Test
    void aLeaseIsReadAndWrittenAsKubernetesHasIt() throws IOException {
        LeaseState state = LeaseState.of(new JsonMapper().readTree(HELD));

        assertThat(state)
                .isEqualTo(new LeaseState(
                        "1a2b3c4d",
                        Set.of("0badc0de", "0badf00d"),
                        "run 1a2b3c4d on ci",
                        NOON.minusSeconds(60),
                        NOON,
                        Duration.ofSeconds(60),
                        "a-uid",
                        "7"));
        assertThat(new JsonMapper()
                        .readTree(state.object("shop", "m1onk8s-verify").toString()))
                .isEqualTo(new JsonMapper().readTree(HELD));
    }

    @Test
    void aNewOneNamesItsRunAndNoVersion() {
        LeaseState state = LeaseState.heldBy(new RunId("1a2b3c4d"), "run 1a2b3c4d on ci", NOON, Duration.ofSeconds(60));

        assertThat(state.isThere()).isFalse();
        assertThat(state.object("shop", "m1onk8s-verify").path("metadata").toString())
                .isEqualTo("{\"namespace\":\"shop\",\"name\":\"m1onk8s-verify\","
                        + "\"labels\":{\"app.kubernetes.io/managed-by\":\"m1onk8s-verify\","
                        + "\"m1onk8s.littleman.co/run\":\"1a2b3c4d\"},"
                        + "\"annotations\":{\"m1onk8s.littleman.co/expires\":\"2026-11-24T12:01:00Z\"}}");
    }

    @Test
    void itIsHeldUntilItsTimeIsUp() throws IOException {
        LeaseState state = LeaseState.of(new JsonMapper().readTree(HELD));

        assertThat(state.isHeldAt(NOON.plusSeconds(59))).isTrue();
        assertThat(state.isHeldAt(NOON.plusSeconds(60))).isFalse();
        assertThat(state.renewedAt(NOON.plusSeconds(30)).isHeldAt(NOON.plusSeconds(60)))
                .isTrue();
        assertThat(LeaseState.of(new JsonMapper().readTree("{}")).isHeldAt(NOON))
                .isFalse();
    }
}
