// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;

/**
 * Sends a token with each request, and does nothing more. If the server refuses it, fabric8's own interceptor would send it
 * again: the API server has closed the connection by then, and the refusal would look like a server that does not exist.
 */
record BearerToken(OAuthTokenProvider token) implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        builder.setHeader(TokenRefreshInterceptor.AUTHORIZATION, "Bearer " + token.getToken());
    }
}
