// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/**
 * One port that a monitor wants of each Service or pod.
 *
 * @param port name of a port of the Service, or for a PodMonitor of a container; empty if it goes by {@code target}
 * @param target name or number of a container's port; empty if it goes by {@code port}
 * @param path begins with a slash
 * @param tls true if it is asked by HTTPS
 * @param login true if Prometheus logs in there, so that nobody else gets the page
 */
public record MonitorEndpoint(String port, String target, String path, boolean tls, boolean login) {
    static MonitorEndpoint of(JsonNode endpoint) {
        String path = endpoint.path("path").asText("/metrics");
        boolean login = Stream.of("basicAuth", "authorization", "oauth2", "bearerTokenSecret", "bearerTokenFile")
                .anyMatch(endpoint::has);
        String number = endpoint.path("portNumber").asText("");
        return new MonitorEndpoint(
                endpoint.path("port").asText(""),
                number.isEmpty() ? endpoint.path("targetPort").asText("") : number,
                path.startsWith("/") ? path : "/" + path,
                endpoint.path("scheme").asText("").equalsIgnoreCase("https"),
                login);
    }
}
