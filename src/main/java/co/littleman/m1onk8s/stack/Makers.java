// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import co.littleman.m1onk8s.manifest.Manifest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What in the input could make an object that is missing: the object's own manifest, a workload that was given the
 * right to create its kind, or a custom resource, whose controller may do anything.
 *
 * @param input all manifests
 * @param applied true if this run applies them; what they say comes by itself only then
 */
public record Makers(List<Manifest> input, boolean applied) {
    /** There is no input: nothing makes anything. */
    public static final Makers NONE = new Makers(List.of(), false);

    /** Built-in groups without the ending that Kubernetes' own groups have since. */
    private static final Set<String> BUILT_IN = Set.of("", "apps", "batch", "autoscaling", "policy", "extensions");

    private static final String OWN_ENDING = ".k8s.io";
    private static final String ALL = "*";
    private static final Set<String> ROLES = Set.of("Role", "ClusterRole");
    private static final Set<String> VOLUMES = Set.of("PersistentVolume", "StorageClass");
    private static final Set<String> BINDINGS = Set.of("RoleBinding", "ClusterRoleBinding");
    /** Roles that every cluster has, and that may create what a namespace holds. */
    private static final Set<String> MIGHTY = Set.of("cluster-admin", "admin", "edit");

    public Makers {
        input = List.copyOf(input);
    }

    /**
     * True if the missing object may still come, by something that is in the input.
     *
     * @param key that must be in it; empty for none
     */
    public boolean mayMake(String kind, String namespace, String name, String key) {
        String verb = key.isEmpty() ? "create" : "update";
        return input.stream()
                .anyMatch(manifest ->
                        (isItself(manifest, kind, namespace, name) && (key.isEmpty() || hasInTime(manifest, key)))
                                || mayDo(manifest, verb, plural(kind))
                                || mayDo(manifest, "patch", plural(kind))
                                || isCustom(manifest));
    }

    /** A kubelet may have looked before the apply; if nothing is applied, a key that was taken away stays away. */
    private boolean hasInTime(Manifest manifest, String key) {
        return applied
                && Stream.of("data", "stringData", "binaryData")
                        .anyMatch(part -> manifest.object().path(part).has(key));
    }

    /** True if something in the input may write a pod's status, as a controller of readiness gates does. */
    public boolean maySetConditions() {
        return input.stream()
                .anyMatch(manifest -> mayDo(manifest, "patch", "pods/status")
                        || mayDo(manifest, "update", "pods/status")
                        || isCustom(manifest));
    }

    /** True if the input has a volume that a claim may be bound to, or the class of one. */
    public boolean mayBind() {
        return input.stream().anyMatch(manifest -> VOLUMES.contains(manifest.kind()));
    }

    private static boolean isItself(Manifest manifest, String kind, String namespace, String name) {
        return manifest.kind().equals(kind) && manifest.name().equals(name) && namespace.equals(manifest.namespace());
    }

    private static boolean mayDo(Manifest manifest, String verb, String resource) {
        if (BINDINGS.contains(manifest.kind())) {
            return MIGHTY.contains(manifest.object().at("/roleRef/name").asText());
        }
        if (!ROLES.contains(manifest.kind())) {
            return false;
        }
        for (JsonNode rule : manifest.object().path("rules")) {
            if (names(rule.path("verbs"), verb) && names(rule.path("resources"), resource)) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(JsonNode list, String word) {
        for (JsonNode one : list) {
            if (one.asText().equals(word) || one.asText().equals(ALL)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCustom(Manifest manifest) {
        String version = manifest.apiVersion();
        String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
        return !BUILT_IN.contains(group) && !group.endsWith(OWN_ENDING);
    }

    private static String plural(String kind) {
        return kind.toLowerCase(Locale.ROOT) + "s";
    }
}
