// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * One request, as the API server wrote it down.
 *
 * @param id of the request: one that is watched or upgraded is written down more than once
 * @param verb as RBAC has it
 * @param resource with its subresource, such as {@code pods/exec}; the path, where it is about no resource
 * @param name empty if the request names none
 * @param code of the answer
 */
record AuditEvent(String id, String verb, String resource, String name, int code) {
    private static final Set<String> READING = Set.of("get", "list", "watch");
    /** A GET at first, and then a way into a container. */
    private static final Set<String> INTO_A_POD = Set.of("pods/exec", "pods/attach", "pods/portforward", "pods/proxy");

    /** From a line of the audit log (audit.k8s.io/v1, Event). */
    static AuditEvent of(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText("");
        return new AuditEvent(
                event.path("auditID").asText(),
                event.path("verb").asText(),
                object.isMissingNode()
                        ? event.path("requestURI").asText()
                        : object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("name").asText(""),
                event.at("/responseStatus/code").asInt());
    }

    /** True if it changes something, or may: into a container we cannot see. */
    boolean isWrite() {
        return !READING.contains(verb) || INTO_A_POD.contains(resource);
    }

    /** True if it asks what its user is or may: Kubernetes keeps nothing of it. */
    boolean isSelfReview() {
        return resource.startsWith("selfsubject");
    }

    /** What was done, without to which one of them. */
    String deed() {
        return verb + " " + resource;
    }

    @Override
    public String toString() {
        return "%s %s %s: %d".formatted(verb, resource, name, code);
    }
}
