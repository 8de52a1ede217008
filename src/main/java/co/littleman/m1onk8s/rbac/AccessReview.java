// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import co.littleman.m1onk8s.api.Cluster;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks the API server itself: once for each namespace which rules there are (SelfSubjectRulesReview), and for what
 * these do not allow, which may be incomplete, verb by verb (SelfSubjectAccessReview): that answer is the one that
 * counts.
 */
final class AccessReview implements AccessCheck {
    private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final String RULES = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, JsonNode> rules = new HashMap<>();
    private final Map<JsonNode, Boolean> answers = new HashMap<>();
    private final Cluster cluster;

    AccessReview(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public boolean may(Permission right) {
        JsonNode known = right.namespace().isEmpty()
                ? MissingNode.getInstance()
                : rules.computeIfAbsent(right.namespace(), this::rules);
        return right.verbs().stream().allMatch(verb -> isAllowedBy(known, right, verb) || isAllowed(right, verb));
    }

    private JsonNode rules(String namespace) {
        ObjectNode review = JSON.createObjectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectRulesReview");
        review.putObject("spec").put("namespace", namespace);
        return cluster.review(RULES, review.toString()).body().at("/status/resourceRules");
    }

    /** True only if a rule says it plainly. */
    static boolean isAllowedBy(JsonNode rules, Permission right, String verb) {
        for (JsonNode rule : rules) {
            JsonNode names = rule.path("resourceNames");
            if (has(rule.path("verbs"), verb)
                    && has(rule.path("apiGroups"), right.group())
                    && has(rule.path("resources"), right.resource())
                    && (names.isEmpty() || isNamed(names, right.name()))) {
                return true;
            }
        }
        return false;
    }

    /** Among names a star is no wildcard. */
    private static boolean isNamed(JsonNode names, String name) {
        for (JsonNode one : names) {
            if (one.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(JsonNode words, String word) {
        for (JsonNode one : words) {
            if (one.asText().equals(word) || one.asText().equals("*")) {
                return true;
            }
        }
        return false;
    }

    private boolean isAllowed(Permission right, String verb) {
        return answers.computeIfAbsent(question(right, verb), this::answer);
    }

    private boolean answer(JsonNode question) {
        return cluster.review(PATH, question.toString())
                .required("asking which rights there are")
                .body()
                .at("/status/allowed")
                .asBoolean();
    }

    static ObjectNode question(Permission right, String verb) {
        ObjectNode review = JSON.createObjectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
        ObjectNode asked = review.putObject("spec").putObject("resourceAttributes");
        int slash = right.resource().indexOf('/');
        asked.put("namespace", right.namespace())
                .put("verb", verb)
                .put("group", right.group())
                .put("resource", slash < 0 ? right.resource() : right.resource().substring(0, slash))
                .put("name", right.name());
        if (slash > 0) {
            asked.put("subresource", right.resource().substring(slash + 1));
        }
        return review;
    }
}
