// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image's name, taken apart as container runtimes do.
 *
 * @param repository with the registry that a name without one means
 * @param tag empty for none
 * @param digest such as {@code sha256:…}; empty for none
 */
public record ImageName(String repository, String tag, String digest) {
    /** A colon before the last slash belongs to a registry's port. */
    private static final Pattern PARTS = Pattern.compile("(.+?)(?::([^:/@]+))?(?:@(.+))?");

    /** Any text: what is no image name, the kubelet will say. */
    public static ImageName of(String image) {
        Matcher parts = PARTS.matcher(image);
        if (!parts.matches()) {
            return new ImageName(image, "", "");
        }
        return new ImageName(withRegistry(parts.group(1)), orNone(parts.group(2)), orNone(parts.group(3)));
    }

    /** True if it cannot mean something else tomorrow, as far as a name can promise that. */
    public boolean isPinned() {
        return !digest.isEmpty() || !(tag.isEmpty() || tag.equals("latest"));
    }

    /**
     * True if a container that runs the other runs what this one names. A digest may have been added, or stand in the
     * tag's place: policy controllers do that, and which tag it had a name does not tell.
     */
    public boolean isRunBy(ImageName other) {
        boolean resolved = other.tag.isEmpty() && !other.digest.isEmpty();
        return repository.equals(other.repository)
                && (digest.isEmpty()
                        ? resolved || effectiveTag().equals(other.effectiveTag())
                        : digest.equals(other.digest));
    }

    private String effectiveTag() {
        return tag.isEmpty() && digest.isEmpty() ? "latest" : tag;
    }

    private static String withRegistry(String name) {
        String first = name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
        if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
            return name.replaceFirst("^index\\.docker\\.io/", "docker.io/")
                    .replaceFirst("^docker\\.io/(?=[^/]+$)", "docker.io/library/");
        }
        return first.isEmpty() ? "docker.io/library/" + name : "docker.io/" + name;
    }

    private static String orNone(@Nullable String part) {
        return part == null ? "" : part;
    }
}
