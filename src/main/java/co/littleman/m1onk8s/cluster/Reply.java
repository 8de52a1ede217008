package co.littleman.m1onk8s.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What the API server said to one request.
 *
 * @param code HTTP status
 */
public record Reply(int code, JsonNode body) {
    private static final JsonMapper JSON = new JsonMapper();

    static Reply of(int code, String text) {
        try {
            return new Reply(code, JSON.readTree(text));
        } catch (JsonProcessingException e) {
            // A proxy before the server answers in its own words.
            return new Reply(code, MissingNode.getInstance());
        }
    }

    public boolean isSuccess() {
        return code / 100 == 2;
    }

    /** The server's message, or the bare status where it gave none. */
    public String message() {
        String message = body.path("message").asText("");
        return message.isEmpty() ? "HTTP " + code : message;
    }
}
