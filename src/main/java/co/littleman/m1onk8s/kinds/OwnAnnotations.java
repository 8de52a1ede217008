// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.settings.Nearest;
import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The annotations by which manifests say something to a run. One that nobody reads would look as if it were checked, so
 * that it is refused: a key that is not known, one at a place where it is not read, and a value that means nothing.
 */
public final class OwnAnnotations {
    /** Before each of them. */
    public static final String PREFIX = "m1onk8s.littleman.co/";

    /** Its key says {@code true} if an object is meant to be reached from outside the cluster. */
    public static final String EXPOSED = PREFIX + "exposed";

    /** What runs write themselves, and what an administrator writes on a namespace: an export may have left them in. */
    private static final Set<String> NOT_OF_MANIFESTS =
            Set.of("run", "expires", "left-by", "never-an-endpoint", "max-level");

    /** Where the metadata of pods stand: in most kinds, and in a CronJob. */
    private static final List<String> TEMPLATES =
            List.of("/spec/template/metadata", "/spec/jobTemplate/spec/template/metadata");

    private static final Set<String> OPEN_BY_THEMSELVES = Set.of("Service", "Ingress", "Pod");

    private final Set<String> ofServices = new TreeSet<>();
    private final Set<String> known = new TreeSet<>(Set.of(EXPOSED));

    /** Those that these kinds read, beside those of the general checks. */
    public OwnAnnotations(Kinds kinds) {
        kinds.stream().forEach(kind -> kind.serviceAnnotations().forEach(key -> ofServices.add(PREFIX + key)));
        known.addAll(ofServices);
    }

    /**
     * Refuses one that has no effect.
     *
     * @throws SettingsException naming the first, the object and its file
     */
    public void requireMeant(List<Manifest> manifests) {
        for (Manifest manifest : manifests) {
            requireMeant(manifest, "", "/metadata", !OPEN_BY_THEMSELVES.contains(manifest.kind()));
            TEMPLATES.forEach(template -> requireMeant(manifest, "the pod template of ", template, false));
        }
    }

    private void requireMeant(Manifest manifest, String part, String metadata, boolean opensNothing) {
        String where = "%s: %s%s %s".formatted(manifest.file(), part, manifest.kind(), manifest.name());
        JsonNode at = manifest.object().at(metadata);
        at.path("labels").fieldNames().forEachRemaining(label -> requireLabel(where + ": label " + label, label));
        for (Map.Entry<String, JsonNode> one : at.path("annotations").properties()) {
            String named = where + ": annotation " + one.getKey();
            requireKnown(named, one.getKey());
            if (ofServices.contains(one.getKey())
                    && !(part.isEmpty() && manifest.kind().equals("Service"))) {
                throw new SettingsException(
                        "%s has no effect there; move it to the Service that leads to the server.".formatted(named));
            }
            if (one.getKey().equals(EXPOSED)) {
                requireExposed(named, one.getValue().asText(), opensNothing);
            }
        }
    }

    private void requireLabel(String named, String key) {
        requireKnown(named, key);
        if (known.contains(key)) {
            throw new SettingsException("%s has no effect as a label; make it an annotation.".formatted(named));
        }
    }

    private void requireKnown(String named, String key) {
        if (!key.startsWith(PREFIX) || known.contains(key)) {
            return;
        }
        String word = key.substring(PREFIX.length());
        Set<String> words = new TreeSet<>();
        known.forEach(one -> words.add(one.substring(PREFIX.length())));
        if (!NOT_OF_MANIFESTS.contains(word)) {
            throw new SettingsException("%s is not a known one%s Correct or remove it; after %s may stand: %s."
                    .formatted(named, Nearest.question(word, words, "."), PREFIX, String.join(", ", words)));
        }
    }

    private static void requireExposed(String named, String value, boolean opensNothing) {
        if (!Set.of("true", "false").contains(value)) {
            throw SettingsException.mustBe(named, "\"true\" or \"false\"", value, "write one of them, in quotes");
        }
        if (opensNothing) {
            throw new SettingsException(
                    "%s has no effect there; move it to the Service, the Ingress or the pod template (spec.template.metadata.annotations) that is meant to be reached from outside."
                            .formatted(named));
        }
    }
}
