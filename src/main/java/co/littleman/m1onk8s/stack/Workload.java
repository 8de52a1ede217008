// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import co.littleman.m1onk8s.settings.Place;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;

/**
 * What runs pods: a Deployment, a StatefulSet or a DaemonSet; of {@link Stack#podTemplates} any other kind as well.
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

    public List<Container> containers() {
        return template.getSpec() == null ? List.of() : template.getSpec().getContainers();
    }

    /** Such as {@code deployment/cache}, as kubectl takes it. */
    public String reference() {
        return kind().toLowerCase(java.util.Locale.ROOT) + "/" + name();
    }
}
