// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Stack;
import java.util.List;

/** The annotations by which a Service says what its web server answers: one that nobody reads would look like a check. */
final class HttpAnnotations {
    private static final String PREFIX = HttpExpectation.ANNOTATION + "http-";

    private HttpAnnotations() {}

    /**
     * Refuses an annotation that has no effect.
     *
     * @throws SettingsException if the Service leads to no web server
     */
    static void requireMeant(Stack stack, DeclaredService service, List<HttpTarget> targets) {
        boolean isWeb = targets.stream().anyMatch(target -> service.equals(target.service()));
        stack.manifest(service)
                .object()
                .at("/metadata/annotations")
                .fieldNames()
                .forEachRemaining(annotation -> {
                    if (annotation.startsWith(PREFIX) && !isWeb) {
                        throw new SettingsException(
                                "%s: Service %s: annotation %s must be on a Service with an HTTP port, and none of its ports is one; name the port http, or give it appProtocol: http."
                                        .formatted(service.file(), service.name(), annotation));
                    }
                });
    }
}
