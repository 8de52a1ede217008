// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What a login plugin gives.
 *
 * @param token for each request; or null
 * @param certificate PEM; or null
 * @param key PEM of the certificate's key
 * @param expires null if it does not say
 */
record ExecCredential(
        @Nullable String token,
        @Nullable String certificate,
        @Nullable String key,
        @Nullable Instant expires) {
    private static final String GROUP = "client.authentication.k8s.io/";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads a plugin's answer.
     *
     * @throws IllegalArgumentException if it is none, with what it is
     */
    static ExecCredential of(String answer, String apiVersion) {
        JsonNode given;
        try {
            given = JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
        String version = given.path("apiVersion").asText("");
        if (!version.equals(apiVersion) || !version.startsWith(GROUP)) {
            throw new IllegalArgumentException(version.isEmpty() ? "no apiVersion" : "apiVersion " + version);
        }
        JsonNode status = given.path("status");
        String token = text(status, "token");
        String certificate = text(status, "clientCertificateData");
        String key = text(status, "clientKeyData");
        if (token == null && (certificate == null || key == null)) {
            throw new IllegalArgumentException("neither a token nor a certificate with its key");
        }
        if (token != null && !TokenFile.isToken(token)) {
            throw new IllegalArgumentException("a token of more than one word");
        }
        return new ExecCredential(token, certificate, key, expiry(status));
    }

    boolean isOver(Instant now) {
        return expires != null && expires.isBefore(now);
    }

    @Override
    public String toString() {
        return "ExecCredential[expires=%s]".formatted(expires);
    }

    private static @Nullable Instant expiry(JsonNode status) {
        String text = text(status, "expirationTimestamp");
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("an expirationTimestamp that is no time", e);
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isBlank() ? null : text;
    }
}
