// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.YamlFixture;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceEndpointsTest {
    @Test
    void anEndpointHasItsPodItsAddressItsFamilyAndThePortsByName() {
        assertThat(ready("""
                addressType: IPv6
                ports: [{name: redis, port: 6379}, {name: metrics, port: 9121}]
                endpoints:
                  - {addresses: ["fd00::7"], conditions: {ready: true}, targetRef: {kind: Pod, name: cache-1}}
                """))
                .containsExactly(new Endpoint("cache-1", "fd00::7", "IPv6", Map.of("redis", 6379, "metrics", 9121)));
    }

    @Test
    void oneThatIsNotReadyIsNoneAndOneThatDoesNotSaySoIs() {
        assertThat(ready("""
                addressType: IPv4
                ports: [{name: redis, port: 6379}]
                endpoints:
                  - {addresses: [10.42.0.7], conditions: {ready: false}, targetRef: {name: not-ready}}
                  - {addresses: [10.42.0.8], conditions: {}, targetRef: {name: silent}}
                  - {addresses: [10.42.0.9], targetRef: {name: without}}
                """)).extracting(Endpoint::pod).containsExactly("silent", "without");
    }

    @Test
    void aPortMayHaveNoNameAndAnEndpointNoPod() {
        assertThat(ready("""
                addressType: IPv4
                ports: [{port: 6379}]
                endpoints: [{addresses: [192.0.2.1]}]
                """)).containsExactly(new Endpoint("", "192.0.2.1", "IPv4", Map.of("", 6379)));
    }

    @Test
    void aPortThatLeadsNowhereHasNoNumber() {
        assertThat(ready("""
                addressType: IPv4
                ports: [{name: redis}]
                endpoints: [{addresses: [10.42.0.7], targetRef: {name: cache-1}}]
                """)).extracting(Endpoint::ports).containsExactly(Map.of());
    }

    @Test
    void aSliceMayBeEmpty() {
        assertThat(ready("addressType: IPv4\nendpoints: null\nports: null")).isEmpty();
    }

    private static Stream<Endpoint> ready(String slice) {
        return ServiceEndpoints.ready(YamlFixture.yaml(slice, EndpointSlice.class));
    }
}
