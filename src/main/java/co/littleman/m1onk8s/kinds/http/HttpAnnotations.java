// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.settings.Nearest;
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
     * @throws SettingsException if its key is not known, or the Service leads to no web server
     */
    static void requireMeant(Stack stack, DeclaredService service, List<HttpTarget> targets) {
        stack.manifest(service)
                .object()
                .at("/metadata/annotations")
                .fieldNames()
                .forEachRemaining(annotation -> {
                    if (annotation.startsWith(PREFIX)) {
                        requireMeant(annotation, service, targets);
                    }
                });
    }

    private static void requireMeant(String annotation, DeclaredService service, List<HttpTarget> targets) {
        String key = annotation.substring(HttpExpectation.ANNOTATION.length());
        String where = "%s: Service %s: annotation %s".formatted(service.file(), service.name(), annotation);
        if (!HttpExpectation.KEYS.contains(key)) {
            throw new SettingsException("%s is not a known one%s"
                    .formatted(
                            where,
                            Nearest.question(
                                    key,
                                    HttpExpectation.KEYS,
                                    "; the known ones are " + String.join(", ", HttpExpectation.KEYS) + ".")));
        }
        if (targets.stream().noneMatch(target -> service.equals(target.service()))) {
            throw new SettingsException(
                    "%s must be on a Service with an HTTP port, and none of its ports is one; name the port http, or give it appProtocol: http."
                            .formatted(where));
        }
    }
}
