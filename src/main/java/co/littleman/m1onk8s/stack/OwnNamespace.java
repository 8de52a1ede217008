// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The manifests with the namespace that {@code --namespace} names, on a cluster of the run's own: charts leave it to
 * {@code helm install --create-namespace}, and Kustomize to whoever applies its output.
 *
 * @param notes says so, if the manifests do not hold it themselves
 */
record OwnNamespace(List<Manifest> manifests, List<String> notes) {
    OwnNamespace {
        manifests = List.copyOf(manifests);
        notes = List.copyOf(notes);
    }

    static OwnNamespace of(List<Manifest> manifests, Settings settings) {
        String name = settings.namespace();
        boolean isThere = manifests.stream()
                .anyMatch(one -> one.kind().equals("Namespace") && one.name().equals(name));
        if (name == null || isThere || !(settings.target() instanceof Target.Ephemeral)) {
            return new OwnNamespace(manifests, List.of());
        }
        ObjectNode namespace = JsonNodeFactory.instance.objectNode();
        namespace.put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name);
        Manifest made = new Manifest(new Place(Options.NAMESPACE.flag(), 0), namespace);
        return new OwnNamespace(
                Stream.concat(Stream.of(made), manifests.stream()).toList(),
                List.of("namespace: %s is made first, because the manifests do not hold it".formatted(name)));
    }
}
