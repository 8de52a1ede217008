// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** When the next run may delete an object of ours: an annotation on it, moved on while its run lasts. */
public final class Expiry {
    public static final String ANNOTATION = "m1onk8s.littleman.co/expires";

    /** What a run that was killed held stands in the way for this long, and no longer. */
    static final Duration HELD = Duration.ofSeconds(60);

    private Expiry() {}

    /** As the annotation has it: RFC 3339, to the second. */
    static String text(Instant expires) {
        return expires.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** False if the annotation cannot be read: the object stays then. */
    static boolean hasPassed(JsonNode object, Instant now) {
        try {
            return !now.isBefore(at(object));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    static Instant at(JsonNode object) {
        return Instant.parse(
                object.path("metadata").path("annotations").path(ANNOTATION).asText(""));
    }

    /** A merge patch that puts it off. */
    static String patch(Instant expires) {
        return "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}".formatted(ANNOTATION, text(expires));
    }
}
