// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a document must have to be a Kubernetes object that we can place; all else is the API server's to judge. */
final class ManifestRules {
    /** Kubernetes' own kinds that live outside namespaces (API reference of 1.34). */
    private static final Set<String> CLUSTER_KINDS = Set.of(
            "APIService",
            "CSIDriver",
            "CSINode",
            "CertificateSigningRequest",
            "ClusterRole",
            "ClusterRoleBinding",
            "ClusterTrustBundle",
            "CustomResourceDefinition",
            "DeviceClass",
            "FlowSchema",
            "IPAddress",
            "IngressClass",
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "MutatingWebhookConfiguration",
            "Namespace",
            "Node",
            "PersistentVolume",
            "PriorityClass",
            "PriorityLevelConfiguration",
            "ResourceSlice",
            "RuntimeClass",
            "ServiceCIDR",
            "StorageClass",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "ValidatingWebhookConfiguration",
            "VolumeAttachment",
            "VolumeAttributesClass");

    private final Place place;
    private final JsonNode content;
    private final @Nullable String defaultNamespace;

    ManifestRules(Document document, @Nullable String defaultNamespace) {
        this.place = document.place();
        this.content = document.content();
        this.defaultNamespace = defaultNamespace;
    }

    /** The object, placed in its namespace. */
    Manifest manifest() {
        if (!(content instanceof ObjectNode object)) {
            throw new SettingsException(
                    "%s holds a %s where a Kubernetes object belongs; write an object there: it has apiVersion, kind and metadata.name."
                            .formatted(
                                    place,
                                    content.isArray()
                                            ? "list"
                                            : content.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        UnappliableDocuments.refuseEncrypted(place, object);
        boolean builtIn = ApiGroups.areBuiltIn(object.path("apiVersion").asText());
        new Placeholders(place, object, builtIn).refuse();
        require(object, "/apiVersion");
        require(object, "/kind");
        require(object, "/metadata/name");
        UnappliableDocuments.refuseExported(place, object, builtIn);
        new TextValues(place, object).refuse(builtIn);
        Manifest manifest = new Manifest(place, object);
        if (manifest.isBuiltIn()) {
            ListShapes.refuseBroken(manifest);
        }
        if (isNamespaced(manifest)) {
            place(manifest);
        }
        return manifest;
    }

    private void require(ObjectNode object, String pointer) {
        JsonNode value = object.at(pointer);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new SettingsException(
                    "%s is not a Kubernetes object: it has no %s; add it: an object has apiVersion, kind and metadata.name."
                            .formatted(place, pointer.substring(1).replace('/', '.')));
        }
    }

    private void place(Manifest manifest) {
        String namespace = manifest.namespace();
        if (namespace == null && defaultNamespace == null) {
            throw new SettingsException(
                    "%s: %s %s names no namespace, and this suite never guesses one; add metadata.namespace, or run with --namespace."
                            .formatted(place, manifest.kind(), manifest.name()));
        }
        if (namespace == null) {
            ((ObjectNode) manifest.object().path("metadata")).put("namespace", defaultNamespace);
        } else if (defaultNamespace != null && !namespace.equals(defaultNamespace)) {
            throw new SettingsException(
                    "%s: %s %s is for namespace %s, but --namespace is %s, and this suite never moves a stack; give the manifests of that namespace, or leave out --namespace."
                            .formatted(place, manifest.kind(), manifest.name(), namespace, defaultNamespace));
        }
    }

    /** Kinds of other makers may live anywhere: they are placed where they say. */
    private static boolean isNamespaced(Manifest manifest) {
        return manifest.isBuiltIn() && !CLUSTER_KINDS.contains(manifest.kind());
    }
}
