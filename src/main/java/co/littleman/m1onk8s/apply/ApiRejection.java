// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it means that the API server refused an object: the stack's fault, or ours, or its own. */
final class ApiRejection {
    private static final Map<Cause, String> REASONS = Map.of(
            Cause.FIELD_CONFLICT, "%s has fields that somebody else owns.",
            Cause.ADMISSION_DENIED, "%s was refused by an admission rule of the cluster.",
            Cause.API_FORBIDDEN, "%s: the API server forbids it to this user.",
            Cause.API_UNAUTHORIZED, "%s: the API server does not know this user.",
            Cause.API_ERROR, "%s: the API server failed.");

    private static final int UNPROCESSABLE = 422;
    /** Of a Pod only images, tolerations and little else may change; a Deployment would make a new one. */
    private static final String IMMUTABLE_POD = "pod updates may not change fields other than";
    /** What the two halves of server-side apply say of a field that the schema does not have. */
    private static final Pattern UNKNOWN_FIELD =
            Pattern.compile("(?:unknown field \"([^\"]+)\"|(\\S+): field not declared in schema)");
    /** Server-side apply answers 500 to a value of the wrong type, such as a boolean where a string belongs. */
    private static final String WRONG_TYPE = "failed to create typed patch object";
    /** The authorizer's words; an admission plugin's refusal is a 403 too, but speaks of the object. */
    private static final Pattern NO_RIGHT = Pattern.compile("User \"[^\"]*\" cannot ");

    private ApiRejection() {}

    static CheckFailedException of(Manifest manifest, ApiResponse reply) {
        String message = reply.message();
        Cause cause = cause(reply.code(), message);
        Finding finding = Finding.of(cause, reason(cause, manifest, message))
                .seen(message)
                .detail("object", manifest.title(), manifest.file());
        return new CheckFailedException(
                manifest.kind().equals("Pod") && message.contains(IMMUTABLE_POD)
                        ? finding.likely(
                                        "its manifest was changed, and most fields of a Pod stay as they are for its life; a Deployment would make a new pod")
                                .next("kubectl -n %s delete pod %s   # then apply it again"
                                        .formatted(manifest.namespace(), manifest.name()))
                        : finding.next(next(cause, manifest)));
    }

    /** A namespace that is being deleted takes changes of what is still in it, and all of that goes with it. */
    static CheckFailedException terminating(Manifest namespace, ApiResponse reply) {
        return new CheckFailedException(Finding.of(
                        Cause.NAMESPACE_TERMINATING,
                        "%s: the namespace %s is being deleted.".formatted(namespace.file(), namespace.name()))
                .seen("deleted at "
                        + reply.body().at("/metadata/deletionTimestamp").asText())
                .likely("a finalizer holds something in it back; until that is gone, nothing new can be made there")
                .next("kubectl get namespace %s -o yaml   # status.conditions tell what holds it"
                        .formatted(namespace.name())));
    }

    private static Cause cause(int code, String message) {
        return switch (code) {
            case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE, HttpURLConnection.HTTP_INTERNAL_ERROR -> {
                if (UNKNOWN_FIELD.matcher(message).find()) {
                    yield Cause.UNKNOWN_FIELD;
                }
                boolean serversOwn = code == HttpURLConnection.HTTP_INTERNAL_ERROR && !message.startsWith(WRONG_TYPE);
                yield serversOwn ? Cause.API_ERROR : Cause.MANIFEST_REJECTED;
            }
            case HttpURLConnection.HTTP_UNAUTHORIZED -> Cause.API_UNAUTHORIZED;
            case HttpURLConnection.HTTP_FORBIDDEN -> {
                if (message.contains("is being terminated")) {
                    yield Cause.NAMESPACE_TERMINATING;
                }
                yield NO_RIGHT.matcher(message).find() ? Cause.API_FORBIDDEN : Cause.ADMISSION_DENIED;
            }
            case HttpURLConnection.HTTP_NOT_FOUND -> Cause.NAMESPACE_MISSING;
            case HttpURLConnection.HTTP_CONFLICT -> Cause.FIELD_CONFLICT;
            default -> Cause.API_ERROR;
        };
    }

    private static String reason(Cause cause, Manifest manifest, String message) {
        String object = manifest.file() + ": " + manifest.title();
        if (cause == Cause.UNKNOWN_FIELD) {
            return "%s has a field that Kubernetes does not know: %s.".formatted(object, unknownField(message));
        }
        if (cause == Cause.NAMESPACE_MISSING) {
            return manifest.namespace() == null
                    ? "%s names no namespace, and its kind lives in one.".formatted(object)
                    : "%s: there is no namespace %s.".formatted(object, manifest.namespace());
        }
        if (cause == Cause.NAMESPACE_TERMINATING) {
            return "%s: the namespace %s is being deleted.".formatted(object, manifest.namespace());
        }
        return REASONS.getOrDefault(cause, "%s was rejected by the API server.").formatted(object);
    }

    private static String unknownField(String message) {
        Matcher matcher = UNKNOWN_FIELD.matcher(message);
        if (!matcher.find()) {
            return "?";
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    private static String next(Cause cause, Manifest manifest) {
        if (cause == Cause.NAMESPACE_MISSING) {
            return "kubectl get namespaces   # does a manifest with a lower number make it?";
        }
        if (cause == Cause.NAMESPACE_TERMINATING) {
            return "kubectl get namespace %s -o yaml   # what holds it?".formatted(manifest.namespace());
        }
        return cause == Cause.API_FORBIDDEN || cause == Cause.API_UNAUTHORIZED
                ? "kubectl auth can-i --list"
                : "kubectl apply --server-side --dry-run=server -f "
                        + manifest.file().origin();
    }
}
