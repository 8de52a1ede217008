// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.context.Requirement;

/** What a component must have for a check of a web server to be about it. */
final class HttpRequirement {
    static final Requirement HTTP = new Requirement(
            "a port that is named http, or whose appProtocol is http",
            (component, stack, scope) -> !HttpTarget.of(component).isEmpty());

    static final Requirement HTTP_SERVICE = new Requirement(
            "a Service with an HTTP port",
            (component, stack, scope) ->
                    HttpTarget.of(component).stream().anyMatch(target -> target.service() != null));

    private HttpRequirement() {}
}
