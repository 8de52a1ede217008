package co.littleman.m1onk8s.cluster;

import java.util.regex.Pattern;

/** Which requests only read: told by method and path, for those who promised to only read. */
final class Traffic {
    /** Kubernetes keeps nothing of these: they answer what we ourselves are and may. */
    private static final Pattern SELF_REVIEW = Pattern.compile(
            "/apis/(authentication|authorization)\\.k8s\\.io/v1/selfsubject(reviews|accessreviews|rulesreviews)");

    /** These begin with a GET, and reach into a container. */
    private static final Pattern INTO_A_POD = Pattern.compile(".*/(exec|attach|portforward|proxy)(/.*)?");

    private Traffic() {}

    static boolean leadsIntoAPod(String path) {
        return INTO_A_POD.matcher(path).matches();
    }

    static boolean reads(String method, String path) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> !leadsIntoAPod(path);
            case "POST" -> SELF_REVIEW.matcher(path).matches();
            default -> false;
        };
    }
}
