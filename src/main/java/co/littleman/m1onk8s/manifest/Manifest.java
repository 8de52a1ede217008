// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.Place;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object as a document states it. It is kept as it was written, unknown fields and wrong types included, so that the
 * API server and not our model decides what is a mistake.
 *
 * @param file where its document begins, for messages; a command that takes a file needs its {@link Place#origin}
 */
public record Manifest(Place file, ObjectNode object) {
    private static final JsonMapper JSON = new JsonMapper();

    public String apiVersion() {
        return object.path("apiVersion").asText();
    }

    public String kind() {
        return object.path("kind").asText();
    }

    public String name() {
        return object.path("metadata").path("name").asText();
    }

    /** The namespace, or null for an object that names none. */
    public @Nullable String namespace() {
        String namespace = object.path("metadata").path("namespace").asText("");
        return namespace.isEmpty() ? null : namespace;
    }

    /** True for Kubernetes' own kinds, which every cluster serves. */
    public boolean isBuiltIn() {
        return ApiGroups.areBuiltIn(apiVersion());
    }

    /** Such as {@code Deployment m1onk8s-littleman-co/cache}. */
    public String title() {
        String namespace = namespace();
        return kind() + " " + (namespace == null ? "" : namespace + "/") + name();
    }

    /** A part of the object in fabric8's model, by its JSON pointer; empty if it is not there, or of a wrong type. */
    public <T> Optional<T> at(String pointer, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.convertValue(object.at(pointer), type));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The object in fabric8's model, for reading; empty if its types are wrong, which the API server will say. */
    public <T> Optional<T> as(Class<T> type) {
        try {
            return Optional.of(JSON.convertValue(object, type));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
