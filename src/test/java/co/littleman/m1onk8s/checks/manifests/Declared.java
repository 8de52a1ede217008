// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;

/** Objects as a test writes them, in the namespace shop. */
public final class Declared {
    private Declared() {}

    public static Workload workload(String name, String template) {
        return new Workload(
                "Deployment",
                "shop",
                name,
                yaml(template, PodTemplateSpec.class),
                new Place("50-%s.dep.yml".formatted(name), 1));
    }

    public static DeclaredService service(String name, String spec) {
        Service service = yaml("spec: " + spec, Service.class);
        return new DeclaredService(
                "shop",
                name,
                service.getSpec().getSelector(),
                service.getSpec().getPorts(),
                new Place("50-%s.svc.yml".formatted(name), 1));
    }

    public static Pod pod(String name, String rest) {
        Pod pod = yaml(rest, Pod.class);
        pod.getMetadata().setName(name);
        return pod;
    }

    static Manifest manifest(String file, String text) {
        return new Manifest(new Place(file, 1), yaml(text, ObjectNode.class));
    }

    public static <T> T yaml(String text, Class<T> type) {
        return YamlFixture.yaml(text, type);
    }
}
