// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Which requests only read: decided by method and path, for a run that may only read.
 *
 * @param base path of the API server's URL, without its last slash: behind some proxies it has one
 */
record RequestKind(String base) {
    /** Kubernetes keeps nothing of these: they answer what we ourselves are and may. */
    private static final Pattern SELF_REVIEW = Pattern.compile(
            "/apis/(authentication|authorization)\\.k8s\\.io/v1/selfsubject(reviews|accessreviews|rulesreviews)");

    /** These begin with a GET, and reach into a container. */
    private static final Pattern INTO_A_POD = Pattern.compile(".*/(exec|attach|portforward|proxy)(/.*)?");

    static RequestKind of(String server) {
        return new RequestKind(URI.create(server).getPath().replaceFirst("/$", ""));
    }

    /** True for what reaches into a container, or through the API server to somebody else. */
    boolean leadsIntoAPod(String requested) {
        return INTO_A_POD.matcher(within(requested)).matches();
    }

    boolean reads(String method, String requested) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> !leadsIntoAPod(requested);
            case "POST" -> SELF_REVIEW.matcher(within(requested)).matches();
            default -> false;
        };
    }

    /** As the API server itself sees it. */
    String within(String requested) {
        return requested.startsWith(base + "/") ? requested.substring(base.length()) : requested;
    }
}
