// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiResponseTest {
    @Test
    void theObjectsOfAListKeepWhatIsWrittenInFormsOfTheirOwn() {
        assertThat(items(
                                "{\"reason\": \"Killing\", \"eventTime\": \"2026-11-25T08:00:00.123456Z\", \"lastTimestamp\": null}",
                                Event.class)
                        .get(0)
                        .getEventTime()
                        .getTime())
                .isEqualTo("2026-11-25T08:00:00.123456Z");
        assertThat(items(
                                "{\"spec\": {\"ingress\": [{\"ports\": [{\"port\": 6379}, {\"port\": \"redis\"}]}]}}",
                                NetworkPolicy.class)
                        .get(0)
                        .getSpec()
                        .getIngress()
                        .get(0)
                        .getPorts())
                .extracting(port -> port.getPort().getValue())
                .containsExactly(6379, "redis");
        assertThat(items(
                                "{\"spec\": {\"containers\": [{\"resources\": {\"limits\": {\"memory\": \"64Mi\"}}}]}, \"of-tomorrow\": 1}",
                                Pod.class)
                        .get(0)
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getResources()
                        .getLimits())
                .containsEntry("memory", new Quantity("64Mi"));
    }

    @Test
    void aListWithoutObjectsIsEmpty() {
        assertThat(ApiResponse.of(200, "{\"items\": []}", List.of()).items(Event.class))
                .isEmpty();
    }

    private static <T> List<T> items(String object, Class<T> type) {
        return ApiResponse.of(200, "{\"items\": [%s]}".formatted(object), List.of())
                .items(type);
    }
}
