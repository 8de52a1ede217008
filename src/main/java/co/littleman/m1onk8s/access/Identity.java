// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.CheckFailedException;
import java.net.HttpURLConnection;

/**
 * Which cluster this is, and who we are there.
 *
 * @param uid of its namespace kube-system, which no other cluster has; empty if we may not read it
 * @param user empty if the cluster does not tell
 */
record Identity(String uid, String user) {
    private static final String SELF = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    /**
     * Asks the cluster; writes nothing.
     *
     * @throws CheckFailedException API_UNAUTHORIZED if we are not logged in, API_UNREACHABLE
     */
    static Identity of(Cluster cluster) {
        ApiResponse system = cluster.get("/api/v1/namespaces/kube-system");
        if (!system.isSuccess() && system.code() != HttpURLConnection.HTTP_FORBIDDEN) {
            throw ApiProblem.of("asking for the uid of namespace kube-system", system);
        }
        // Kubernetes before 1.28 does not know the question.
        ApiResponse self = cluster.review(SELF, """
                {"apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"}""");
        return new Identity(
                system.body().at("/metadata/uid").asText(""),
                self.body().at("/status/userInfo/username").asText(""));
    }
}
