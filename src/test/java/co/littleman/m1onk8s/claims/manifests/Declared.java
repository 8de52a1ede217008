package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Manifest;
import co.littleman.m1onk8s.stack.Workload;
import co.littleman.m1onk8s.stack.Written;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;

/** Objects as a test writes them, in the namespace shop. */
final class Declared {
    private Declared() {}

    static Workload workload(String name, String template) {
        return new Workload(
                "Deployment", "shop", name, yaml(template, PodTemplateSpec.class), "50-%s.dep.yml".formatted(name));
    }

    static DeclaredService service(String name, String spec) {
        Service service = yaml("spec: " + spec, Service.class);
        return new DeclaredService(
                "shop",
                name,
                service.getSpec().getSelector(),
                service.getSpec().getPorts(),
                "50-%s.svc.yml".formatted(name));
    }

    static Pod pod(String name, String rest) {
        Pod pod = yaml(rest, Pod.class);
        pod.getMetadata().setName(name);
        return pod;
    }

    static Manifest manifest(String file, String text) {
        return new Manifest(file, yaml(text, ObjectNode.class));
    }

    static <T> T yaml(String text, Class<T> type) {
        return Written.yaml(text, type);
    }
}
