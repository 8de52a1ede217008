package co.littleman.m1onk8s.rights;

import co.littleman.m1onk8s.cluster.ApiProblem;
import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.cluster.Reply;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Asks the API server itself (SelfSubjectAccessReview), verb by verb: its answer is the one that counts. */
final class SelfReview implements May {
    private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final JsonMapper JSON = new JsonMapper();

    private final Cluster cluster;

    SelfReview(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public boolean may(Right right) {
        return right.verbs().stream().allMatch(verb -> isAllowed(right, verb));
    }

    private boolean isAllowed(Right right, String verb) {
        Reply reply = cluster.review(PATH, question(right, verb).toString());
        if (!reply.isSuccess()) {
            throw ApiProblem.of("asking which rights there are", reply);
        }
        return reply.body().at("/status/allowed").asBoolean();
    }

    static ObjectNode question(Right right, String verb) {
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
