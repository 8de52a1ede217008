// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads manifests, in the order of their source, before anything is asked of a cluster. */
public final class Manifests {
    private Manifests() {}

    /**
     * Reads the documents of all texts of a source.
     *
     * @param defaultNamespace namespace for objects that name none, and the one that all others must name; null to
     *     demand that each object names its own
     * @throws SettingsException if a text cannot be read as Kubernetes objects; names the place and the rule
     */
    public static List<Manifest> read(ManifestSource source, @Nullable String defaultNamespace) {
        List<Manifest> manifests = new ArrayList<>();
        for (ManifestSource.Text text : source.texts()) {
            for (Document document : Document.of(text)) {
                manifests.add(new ManifestRules(document, defaultNamespace).manifest());
            }
        }
        if (manifests.isEmpty()) {
            throw new SettingsException(
                    "%s holds no object: what is there is empty or all comments; write manifests there, or name another with --manifests."
                            .formatted(source.title()));
        }
        refuseTwins(manifests);
        return List.copyOf(manifests);
    }

    private static void refuseTwins(List<Manifest> manifests) {
        Map<String, Place> placeByTitle = new LinkedHashMap<>();
        for (Manifest manifest : manifests) {
            String group =
                    manifest.apiVersion().contains("/") ? manifest.apiVersion().replaceFirst("/.*", "") : "";
            Place earlier = placeByTitle.put(group + " " + manifest.title(), manifest.file());
            if (earlier != null) {
                throw new SettingsException(
                        "%s is in %s and again in %s; the later would overwrite the earlier, so rename or remove one."
                                .formatted(manifest.title(), earlier, manifest.file()));
            }
        }
    }
}
