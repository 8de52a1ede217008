// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import co.littleman.m1onk8s.manifest.Manifest;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pod templates of all objects in the manifests: of Deployments and the like, and of all else that makes pods
 * sooner or later, such as a CronJob, a Job, a bare Pod, or a kind of another maker.
 */
final class PodTemplates {
    /** Where a template stands: in most kinds, in a CronJob, and in a Pod, which is its own. */
    private static final List<String> PLACES = List.of("/spec/template", "/spec/jobTemplate/spec/template", "");

    private PodTemplates() {}

    /** Those that end up in the namespace. */
    static List<Workload> of(List<Manifest> manifests, String namespace) {
        return manifests.stream()
                .filter(manifest -> namespace.equals(manifest.namespace()))
                .flatMap(PodTemplates::of)
                .toList();
    }

    private static Stream<Workload> of(Manifest manifest) {
        @Nullable String namespace = manifest.namespace();
        return PLACES.stream()
                // An object of some kind may have containers of its own; only a Pod is a template from top to bottom.
                .filter(place -> !place.isEmpty() || manifest.kind().equals("Pod"))
                .filter(place ->
                        manifest.object().at(place + "/spec/containers").isArray())
                .map(place -> template(manifest, place))
                .flatMap(Optional::stream)
                .map(template -> new Workload(
                        manifest.kind(),
                        Objects.requireNonNull(namespace),
                        manifest.name(),
                        template,
                        manifest.file()));
    }

    /** What a bare Pod would be the template of. */
    static Optional<PodTemplateSpec> ofPod(Manifest manifest) {
        return template(manifest, "");
    }

    /** Of a Pod only what a template has: its status and the rest of it are none. */
    private static Optional<PodTemplateSpec> template(Manifest manifest, String place) {
        return manifest.at(place + "/spec", PodSpec.class)
                .map(spec -> new PodTemplateSpec(
                        manifest.at(place + "/metadata", ObjectMeta.class).orElse(null), spec));
    }
}
