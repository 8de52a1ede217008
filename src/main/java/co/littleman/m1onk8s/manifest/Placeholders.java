// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Placeholders that nobody filled in, in fields whose values can never hold one: names, labels, images and numbers. In
 * commands, environments, annotations and data they may be meant, and stay.
 */
final class Placeholders {
    /** {@code ${NAME}}, {@code $(NAME)}, {@code $NAME}, {@code {{ .Values.name }}}, {@code <NAME>}, {@code %NAME%}. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "\\$\\{[^}]*}|\\$\\([^)]*\\)|\\$[A-Za-z_]\\w*|\\{\\{.*?}}|<[A-Za-z][^<>]*>|%[A-Za-z_]\\w*%",
            Pattern.DOTALL);

    /** Written without quotes, <code>{{ .Values.name }}</code> is a map with a map for its key. */
    private static final Pattern MAP_OF_A_MAP = Pattern.compile("\\{.+=null}", Pattern.DOTALL);

    /** Fields of Kubernetes' own kinds whose value is a name, an image, a number or an amount, wherever they stand. */
    private static final Set<String> PLAIN = Set.of(
            "name",
            "namespace",
            "image",
            "replicas",
            "containerPort",
            "port",
            "targetPort",
            "nodePort",
            "cpu",
            "memory",
            "storage",
            "ephemeral-storage",
            "storageClassName",
            "serviceName",
            "serviceAccountName",
            "claimName",
            "secretName",
            "imagePullPolicy",
            "initialDelaySeconds",
            "periodSeconds",
            "timeoutSeconds",
            "failureThreshold",
            "terminationGracePeriodSeconds");

    /** All values in these are labels. */
    private static final Set<String> LABELS = Set.of("labels", "matchLabels", "nodeSelector");

    /** Anything may stand in these. */
    private static final Set<String> FREE =
            Set.of("data", "stringData", "binaryData", "annotations", "command", "args", "httpHeaders", "value");

    private final Place place;
    private final ObjectNode object;
    private final boolean builtIn;

    /**
     * Of a document.
     *
     * @param builtIn true for Kubernetes' own kinds; of others only the metadata is known
     */
    Placeholders(Place place, ObjectNode object, boolean builtIn) {
        this.place = place;
        this.object = object;
        this.builtIn = builtIn;
    }

    /** Refuses the first that is left. */
    void refuse() {
        look("apiVersion", object.path("apiVersion"));
        look("kind", object.path("kind"));
        JsonNode metadata = object.path("metadata");
        look("metadata.name", metadata.path("name"));
        look("metadata.namespace", metadata.path("namespace"));
        allIn("metadata.labels", metadata.path("labels"));
        if (builtIn) {
            descend("", object);
        }
    }

    private void descend(String path, JsonNode node) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                descend(path + "[" + i + "]", node.get(i));
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            String at = path.isEmpty() ? name : path + "." + name;
            boolean isSelectorOfAService =
                    name.equals("selector") && object.path("kind").asText().equals("Service");
            if (FREE.contains(name)) {
                continue;
            }
            if (PLAIN.contains(name)) {
                look(at, field.getValue());
            }
            if (LABELS.contains(name) || isSelectorOfAService) {
                allIn(at, field.getValue());
            } else {
                descend(at, field.getValue());
            }
        }
    }

    private void allIn(String path, JsonNode values) {
        values.properties().forEach(field -> {
            look(path, TextNode.valueOf(field.getKey()));
            look(path + "." + field.getKey(), field.getValue());
        });
    }

    private void look(String path, JsonNode value) {
        if (value.isTextual() && PLACEHOLDER.matcher(value.asText()).find()) {
            throw left(path, value.asText());
        }
        if (value.isObject() && value.size() == 1) {
            String key = value.fieldNames().next();
            if (value.path(key).isNull() && MAP_OF_A_MAP.matcher(key).matches()) {
                throw left(path, "{{ %s }}".formatted(key.substring(1, key.length() - "=null}".length())));
            }
        }
    }

    private SettingsException left(String path, String value) {
        return new SettingsException(
                "%s: a placeholder was not filled in: %s is %s; give manifests as they are to be applied (envsubst, helm template, kubectl kustomize)."
                        .formatted(place, path, value.strip()));
    }
}
