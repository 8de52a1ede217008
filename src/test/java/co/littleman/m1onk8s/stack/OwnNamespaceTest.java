// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnNamespaceTest {
    private static final Manifest SERVICE = manifest("Service", "cache");
    private static final Manifest NAMESPACE = manifest("Namespace", "shop");

    @Test
    void whatTheManifestsLeaveToTheInstallationIsMadeFirst() {
        OwnNamespace own = OwnNamespace.of(List.of(SERVICE), named("shop"));

        assertThat(own.manifests()).extracting(Manifest::title).containsExactly("Namespace shop", "Service cache");
        assertThat(own.manifests().get(0).file()).hasToString("--namespace");
        assertThat(own.notes()).containsExactly("namespace: shop is made first, because the manifests do not hold it");
    }

    @Test
    void oneThatTheyHoldIsTheirs() {
        assertThat(OwnNamespace.of(List.of(SERVICE, NAMESPACE), named("shop")).manifests())
                .containsExactly(SERVICE, NAMESPACE);
    }

    /** That it is missing is then a mistake of the manifests. */
    @Test
    void withoutTheOptionNothingIsMade() {
        assertThat(OwnNamespace.of(List.of(SERVICE), named(null)).manifests()).containsExactly(SERVICE);
    }

    @Test
    void onAClusterOfOthersNothingIsMade() {
        Settings existing = named("shop").toBuilder()
                .target(new Target.Own(Path.of("kubeconfig"), "default"))
                .build();

        assertThat(OwnNamespace.of(List.of(SERVICE), existing).manifests()).containsExactly(SERVICE);
    }

    private static Settings named(@Nullable String namespace) {
        return Settings.of(Path.of("manifests")).toBuilder()
                .namespace(namespace)
                .build();
    }

    private static Manifest manifest(String kind, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "v1").put("kind", kind);
        object.putObject("metadata").put("name", name);
        return new Manifest(new Place("all.yaml", 1), object);
    }
}
