// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.type.CollectionType;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the API server said to one request.
 *
 * @param code HTTP status
 * @param warnings texts of the Warning headers, such as that an API version is deprecated
 */
public record ApiResponse(int code, JsonNode body, List<String> warnings) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 200;

    /** {@code 299 - "text"}: 299 is the only code that Kubernetes sends (KEP 1693). */
    private static final Pattern WARNING = Pattern.compile("299 \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");

    public ApiResponse {
        warnings = List.copyOf(warnings);
    }

    /** A reply without warnings. */
    public ApiResponse(int code, JsonNode body) {
        this(code, body, List.of());
    }

    static ApiResponse of(int code, String text, List<String> warningHeaders) {
        List<String> warnings = warningHeaders.stream()
                .flatMap(header -> WARNING.matcher(header).results())
                .map(ApiResponse::unquoted)
                .toList();
        try {
            return new ApiResponse(code, JSON.readTree(text), warnings);
        } catch (JsonProcessingException e) {
            return new ApiResponse(code, inOtherWords(text), warnings);
        }
    }

    /** A proxy before the server answers in its own words, or with a page for people. */
    private static JsonNode inOtherWords(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return line.isEmpty() || line.startsWith("<") || line.length() > LONGEST
                ? MissingNode.getInstance()
                : JSON.createObjectNode().put("message", line);
    }

    public boolean isSuccess() {
        return code / 100 == 2;
    }

    /**
     * This reply, of which something is wanted.
     *
     * @param doing what was being done, such as {@code listing pods}
     * @throws co.littleman.m1onk8s.result.CheckFailedException if it is a refusal
     */
    public ApiResponse required(String doing) {
        if (!isSuccess()) {
            throw ApiProblem.of(doing, this);
        }
        return this;
    }

    /** The objects of a list. */
    public <T> List<T> items(Class<T> type) {
        CollectionType list = JSON.getTypeFactory().constructCollectionType(List.class, type);
        return JSON.convertValue(body.path("items"), list);
    }

    /** The server's message, or the bare status if it gave none. */
    public String message() {
        String message = body.path("message").asText("");
        return message.isEmpty() ? "HTTP " + code : message;
    }

    private static String unquoted(MatchResult warning) {
        return warning.group(1).replaceAll("\\\\(.)", "$1");
    }
}
