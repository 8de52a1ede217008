// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTargetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{containerPort: 8080}                | {name: http, port: 80, targetPort: 8080}                      | 80→web:8080 by port name http",
                "{containerPort: 8080, name: http}    | {name: front, port: 80, targetPort: http}                     | 80→web:8080 by port name http",
                "{containerPort: 9898}                | {name: api, port: 9898, appProtocol: http}                    | 9898→web:9898 by appProtocol http",
                "{containerPort: 9898, name: http}    | {name: http, port: 9898, appProtocol: https}                  | ''",
                "{containerPort: 9121}                | {name: http-metrics, port: 9121}                              | 9121→web:9121 by port name http-metrics",
                "{containerPort: 8443, name: https}   | {name: https, port: 443, targetPort: https}                   | ''",
                "{containerPort: 6379, name: redis}   | {name: redis, port: 6379}                                     | ''",
                "{containerPort: 8080}                | {name: http, port: 80, targetPort: 8081}                      | 80→web:8081 by port name http",
                "{containerPort: 8080}                | {name: http, port: 80, targetPort: nowhere}                   | ''",
                "{containerPort: 8080, name: http}    | {name: http, port: 80, targetPort: 8080, protocol: UDP}       | 0→web:8080 by port name http"
            })
    void aPortIsToldByItsNameOrItsProtocol(String containerPort, String servicePort, String found) {
        assertThat(HttpTarget.of(component(containerPort, servicePort)).stream()
                        .map(target -> "%d→%s:%d by %s"
                                .formatted(
                                        target.servicePort(),
                                        target.server().container().getName(),
                                        target.server().port(),
                                        target.server().why()))
                        .toList())
                .isEqualTo(found.isEmpty() ? List.of() : List.of(found));
    }

    private static Component component(String containerPort, String servicePort) {
        PodTemplateSpec template = Serialization.unmarshal(
                "spec: {containers: [{name: web, ports: [%s]}]}".formatted(containerPort), PodTemplateSpec.class);
        ServiceSpec service = Serialization.unmarshal("ports: [%s]".formatted(servicePort), ServiceSpec.class);
        return new Component(
                "web",
                "shop",
                new Workload("Deployment", "shop", "web", template, new Place("60-web.yml", 1)),
                List.of(new DeclaredService("shop", "web", Map.of(), service.getPorts(), new Place("60-web.yml", 1))));
    }
}
