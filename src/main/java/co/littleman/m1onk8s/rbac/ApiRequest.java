// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request as RBAC sees it: the API server takes these attributes from the method and the URL
 * (kubernetes.io/docs/reference/access-authn-authz/authorization, "Determine the Request Verb").
 *
 * @param namespace where; empty for what is in no namespace, and for all namespaces
 * @param group API group; empty for the core
 * @param resource plural, with its subresource, such as {@code pods/log}
 * @param name of the object; empty for a request about several, or about one that has no name yet
 * @param verb such as {@code list}
 */
public record ApiRequest(String namespace, String group, String resource, String name, String verb) {
    private static final Pattern RESOURCE = Pattern.compile(
            "/(?:api|apis/(?<group>[^/]+))/v[^/]+"
                    + "(?:/namespaces/(?<namespace>[^/]+)(?=/))?/(?<resource>[^/]+)(?:/(?<name>[^/]+)(?:/(?<sub>[^/]+))?)?(?:/.*)?");

    /**
     * Reads a request.
     *
     * @param path of the URL, as the API server sees it
     * @param query of the URL; null for none
     * @return empty for what is about no resource, such as {@code /version}, which every user may ask for
     */
    public static Optional<ApiRequest> of(String method, String path, @Nullable String query) {
        Matcher found = RESOURCE.matcher(path);
        if (!found.matches()) {
            return Optional.empty();
        }
        String resource = found.group("resource");
        String name = orEmpty(found.group("name"));
        String sub = found.group("sub");
        String namespace = orEmpty(found.group("namespace"));
        return Optional.of(new ApiRequest(
                // The server counts a namespace as being inside itself.
                resource.equals("namespaces") ? name : namespace,
                orEmpty(found.group("group")),
                sub == null ? resource : resource + "/" + sub,
                name,
                verb(method, name, String.valueOf(query))));
    }

    private static String verb(String method, String name, String query) {
        return switch (method) {
            case "GET", "HEAD" ->
                query.matches("(.*&)?watch=(true|1)(&.*)?") ? "watch" : name.isEmpty() ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> method;
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** True if a user with this right may send the request. */
    public boolean isAllowedBy(Permission right) {
        return (right.namespace().isEmpty() || right.namespace().equals(namespace))
                && right.group().equals(group)
                && right.resource().equals(resource)
                && (right.name().isEmpty() || right.name().equals(name))
                && right.verbs().contains(verb);
    }

    /** The right that would do, for all objects of the kind. */
    public Permission needed() {
        return new Permission(namespace, group, resource, "", List.of(verb));
    }
}
