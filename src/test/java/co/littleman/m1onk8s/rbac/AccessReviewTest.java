// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessReviewTest {
    private static final String ONE = "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final String RULES = "POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
    private static final Permission PODS = new Permission("shop", "", "pods", "", List.of("list", "watch"));

    @Test
    void whatTheRulesAllowIsAskedForOnce() throws IOException {
        try (FakeApiServer server = rules("""
                        {"verbs": ["list", "watch"], "apiGroups": [""], "resources": ["pods"]},
                        {"verbs": ["*"], "apiGroups": ["apps"], "resources": ["deployments"], "resourceNames": ["cache"]}""");
                Cluster cluster = server.cluster()) {
            AccessReview review = new AccessReview(cluster);

            assertThat(review.may(PODS)).isTrue();
            assertThat(review.may(new Permission("shop", "apps", "deployments", "cache", List.of("get"))))
                    .isTrue();
            assertThat(server.requests()).containsExactly("GET /version", RULES);
        }
    }

    @Test
    void whatTheRulesDoNotTellIsAskedVerbByVerb() throws IOException {
        try (FakeApiServer server = rules("""
                        {"verbs": ["list"], "apiGroups": [""], "resources": ["pods"]},
                        {"verbs": ["get"], "apiGroups": [""], "resources": ["services"], "resourceNames": ["*"]}""").on(ONE, 201, "{\"status\": {\"allowed\": false}}");
                Cluster cluster = server.cluster()) {
            AccessReview review = new AccessReview(cluster);

            assertThat(review.may(PODS)).isFalse();
            assertThat(review.may(new Permission("shop", "", "services", "cache", List.of("get"))))
                    .as("among names a star is no wildcard")
                    .isFalse();
            assertThat(review.may(new Permission("", "", "pods", "", List.of("list"))))
                    .isFalse();
            assertThat(server.requests()).containsExactly("GET /version", RULES, ONE, ONE, ONE);
        }
    }

    private static FakeApiServer rules(String rules) throws IOException {
        return new FakeApiServer().on(RULES, 201, "{\"status\": {\"resourceRules\": [%s]}}".formatted(rules));
    }
}
