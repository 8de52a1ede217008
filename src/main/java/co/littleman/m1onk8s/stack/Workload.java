// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import co.littleman.m1onk8s.settings.Place;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs pods: a Deployment, a StatefulSet or a DaemonSet, or a bare Pod, which is its own; of
 * {@link Stack#podTemplates} any other kind as well.
 *
 * @param file where its manifest begins
 */
public record Workload(String kind, String namespace, String name, PodTemplateSpec template, Place file) {

    /** Labels that its pods will have. */
    public Map<String, String> podLabels() {
        return template.getMetadata() == null || template.getMetadata().getLabels() == null
                ? Map.of()
                : template.getMetadata().getLabels();
    }

    /** Those that run as long as a pod does. */
    public List<Container> containers() {
        return template.getSpec() == null ? List.of() : longRunning(template.getSpec());
    }

    /**
     * Those that run as long as the pod does: its containers, and after them native sidecars, which are among its init
     * containers and have the restartPolicy Always.
     */
    public static List<Container> longRunning(PodSpec spec) {
        return Stream.concat(
                        spec.getContainers().stream(),
                        spec.getInitContainers().stream()
                                .filter(container -> "Always".equals(container.getRestartPolicy())))
                .toList();
    }

    /** False for a bare Pod: nothing makes another one when it goes. */
    public boolean hasController() {
        return !kind.equals("Pod");
    }

    /** True if its containers are not started again when they have done their work. */
    public boolean ends() {
        return ends(template.getSpec());
    }

    /** True for a pod whose containers are not started again when they have done their work. */
    public static boolean ends(@Nullable PodSpec spec) {
        return spec != null
                && spec.getRestartPolicy() != null
                && !spec.getRestartPolicy().equals("Always");
    }

    /** Where its object states what its pods are, as a JSONPath without braces: {@code .spec.template.spec}. */
    public String podSpecPath() {
        return hasController() ? ".spec.template.spec" : ".spec";
    }

    /** Such as {@code deployment/cache}, as kubectl takes it. */
    public String reference() {
        return kind().toLowerCase(java.util.Locale.ROOT) + "/" + name();
    }
}
