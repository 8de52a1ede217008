// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Objects that a chart makes at a moment of its release's life, and that are not a part of what runs. {@code helm
 * template} writes them all, those for the deletion too, and whoever applies its output runs them at once (seen with
 * Helm 3.22.0 and 4.3.1).
 *
 * @param kept the manifests of the stack, in order
 * @param notes what is to be said of those that were left out
 */
public record HelmHooks(List<Manifest> kept, List<String> notes) {
    private static final String ANNOTATION = "helm.sh/hook";
    private static final String WEIGHT = "helm.sh/hook-weight";

    private static final Set<String> BEFORE = Set.of("pre-install", "pre-upgrade", "crd-install");
    private static final Set<String> AFTER = Set.of("post-install", "post-upgrade");

    public HelmHooks {
        kept = List.copyOf(kept);
        notes = List.copyOf(notes);
    }

    /**
     * Leaves hooks out of manifests.
     *
     * @param withInstall true: those of an installation stay, at the place in which Helm runs them
     */
    public static HelmHooks in(List<Manifest> manifests, boolean withInstall) {
        List<Manifest> before = new ArrayList<>();
        List<Manifest> plain = new ArrayList<>();
        List<Manifest> after = new ArrayList<>();
        List<Manifest> left = new ArrayList<>();
        for (Manifest manifest : manifests) {
            Set<String> events = events(manifest);
            if (events.isEmpty()) {
                plain.add(manifest);
            } else if (withInstall && events.stream().anyMatch(BEFORE::contains)) {
                before.add(manifest);
            } else if (withInstall && events.stream().anyMatch(AFTER::contains)) {
                after.add(manifest);
            } else {
                left.add(manifest);
            }
        }
        Comparator<Manifest> weight = Comparator.comparing(HelmHooks::weight);
        List<Manifest> kept = Stream.of(
                        before.stream().sorted(weight),
                        plain.stream(),
                        after.stream().sorted(weight))
                .flatMap(some -> some)
                .toList();
        return new HelmHooks(kept, left.stream().map(HelmHooks::note).toList());
    }

    private static Set<String> events(Manifest manifest) {
        String value = manifest.object()
                .path("metadata")
                .path("annotations")
                .path(ANNOTATION)
                .asText("");
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(event -> !event.isEmpty())
                .collect(Collectors.toSet());
    }

    private static int weight(Manifest manifest) {
        return manifest.object()
                .path("metadata")
                .path("annotations")
                .path(WEIGHT)
                .asInt(0);
    }

    private static String note(Manifest manifest) {
        Set<String> events = events(manifest);
        boolean installs = events.stream().anyMatch(event -> BEFORE.contains(event) || AFTER.contains(event));
        return "left out:  %s, a Helm hook (%s)%s"
                .formatted(
                        manifest.title(),
                        events.stream().sorted().collect(Collectors.joining(", ")),
                        installs ? "; --hooks includes it" : "");
    }
}
