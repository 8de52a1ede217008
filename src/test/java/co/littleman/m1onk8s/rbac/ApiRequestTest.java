// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRequestTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            GET    | /api/v1/namespaces/shop/pods            | -            | list pods in namespace shop
            GET    | /api/v1/namespaces/shop/pods            | a=b&watch=true | watch pods in namespace shop
            GET    | /api/v1/namespaces/shop/pods            | allowWatchBookmarks=true | list pods in namespace shop
            GET    | /api/v1/namespaces/shop/pods/cache-1    | -            | get pods in namespace shop
            GET    | /api/v1/namespaces/shop/pods/a/log      | tailLines=2  | get pods/log in namespace shop
            POST   | /api/v1/namespaces/shop/pods            | -            | create pods in namespace shop
            POST   | /api/v1/namespaces/shop/pods/a/eviction | -            | create pods/eviction in namespace shop
            PUT    | /apis/apps/v1/namespaces/shop/deployments/cache/scale | - | update deployments/scale.apps in namespace shop
            PATCH  | /apis/apps/v1/namespaces/shop/deployments/cache | -    | patch deployments.apps in namespace shop
            DELETE | /api/v1/namespaces/shop/pods/a          | -            | delete pods in namespace shop
            DELETE | /api/v1/namespaces/shop/pods            | -            | deletecollection pods in namespace shop
            GET    | /api/v1/namespaces/shop                 | -            | get namespaces in namespace shop
            GET    | /api/v1/namespaces                      | -            | list namespaces, in no namespace
            GET    | /api/v1/nodes/one                       | -            | get nodes, in no namespace
            GET    | /api/v1/pods                            | -            | list pods, in no namespace
            """)
    void aRequestIsSeenAsTheServersAuthorizerSeesIt(String method, String path, @Nullable String query, String right) {
        assertThat(ApiRequest.of(method, path, query).map(ApiRequest::needed).map(Permission::toString))
                .contains(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/version", "/readyz", "/api", "/api/v1", "/apis", "/apis/apps/v1", "/openapi/v3/api/v1"})
    void whatIsAboutNoResourceNeedsNoRight(String path) {
        assertThat(ApiRequest.of("GET", path, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop  | pods     |       | get,list | true
                  | pods     |       | get      | true
            other | pods     |       | get      | false
            shop  | pods/log |       | get      | false
            shop  | pods     | cache | get      | true
            shop  | pods     | web   | get      | false
            shop  | pods     |       | list     | false
            """)
    void aRightAllowsWhatItNames(
            @Nullable String namespace, String resource, @Nullable String name, String verbs, boolean allowed) {
        Permission right = new Permission(
                Optional.ofNullable(namespace).orElse(""),
                "",
                resource,
                Optional.ofNullable(name).orElse(""),
                List.of(verbs.split(",")));

        assertThat(read("/api/v1/namespaces/shop/pods/cache").isAllowedBy(right))
                .isEqualTo(allowed);
    }

    @Test
    void aRightOfAnotherGroupAllowsNothing() {
        assertThat(read("/api/v1/namespaces/shop/pods/cache")
                        .isAllowedBy(new Permission("shop", "metrics.k8s.io", "pods", "", List.of("get"))))
                .isFalse();
    }

    private static ApiRequest read(String path) {
        return ApiRequest.of("GET", path, null).orElseThrow();
    }
}
