package co.littleman.m1onk8s.cluster;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Which requests only read: told by method and path, for those who promised to only read.
 *
 * @param base path of the API server's URL, without its last slash: behind some proxies it has one
 */
record Traffic(String base) {
    /** Kubernetes keeps nothing of these: they answer what we ourselves are and may. */
    private static final Pattern SELF_REVIEW = Pattern.compile(
            "/apis/(authentication|authorization)\\.k8s\\.io/v1/selfsubject(reviews|accessreviews|rulesreviews)");

    /** These begin with a GET, and reach into a container. */
    private static final Pattern INTO_A_POD = Pattern.compile(".*/(exec|attach|portforward|proxy)(/.*)?");

    static Traffic of(String server) {
        return new Traffic(URI.create(server).getPath().replaceFirst("/$", ""));
    }

    boolean reads(String method, String requested) {
        String path = requested.startsWith(base + "/") ? requested.substring(base.length()) : requested;
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> !INTO_A_POD.matcher(path).matches();
            case "POST" -> SELF_REVIEW.matcher(path).matches();
            default -> false;
        };
    }
}
