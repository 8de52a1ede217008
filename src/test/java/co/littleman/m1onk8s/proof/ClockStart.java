// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From when on a fault could be seen by somebody who looks at the right place.
 *
 * @param mark a moment of the judged run itself; or null
 * @param kind plural of the objects to watch, such as {@code pods}; null with a mark
 * @param path JSONPath (RFC 9535) that finds something in one of them; null with a mark
 */
record ClockStart(
        @Nullable Mark mark,
        @Nullable String kind,
        @Nullable JsonPath path) {

    /** A moment of the judged run itself. */
    enum Mark {
        /** It began: the fault is in the files, or was there before. */
        RUN,
        /** It began to apply the manifests: the API server is the first to see the fault. */
        APPLY,
        /** The check that must fall began to disturb the stack: nothing shows before. */
        DISRUPTION
    }

    /** Reads {@code run}, {@code ready}, or a kind with its path: {@code {pods: "$.status…"}}. */
    @JsonCreator
    static ClockStart of(JsonNode node) {
        if (node.isTextual()) {
            return node.asText().equals("ready")
                    ? new ClockStart(
                            null,
                            "pods",
                            JsonPath.compile("$.status.conditions[?(@.type == 'Ready' && @.status == 'True')]"))
                    : new ClockStart(mark(node.asText()), null, null);
        }
        Map.Entry<String, JsonNode> one = node.properties().iterator().next();
        if (!FaultObserver.kinds().contains(one.getKey())) {
            throw new IllegalArgumentException("nobody watches %s; since may name one of %s"
                    .formatted(one.getKey(), String.join(", ", FaultObserver.kinds())));
        }
        return new ClockStart(null, one.getKey(), path(one.getValue().asText()));
    }

    private static Mark mark(String word) {
        return Arrays.stream(Mark.values())
                .filter(mark -> mark.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no moment %s; there are run, apply, ready, disruption, or a JSONPath"
                                .formatted(word)));
    }

    private static JsonPath path(String text) {
        try {
            return JsonPath.compile(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("%s is no JSONPath: %s".formatted(text, e.getMessage()), e);
        }
    }
}
