// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * Refuses lists of containers and of ports that are none, as a file has them that is half written or was cut off. The
 * API server takes an empty {@code ports:} for no list at all, and nobody would hear of it.
 */
final class ListShapes {
    /** Where the lists stand that a stack is read by: of a workload, of a Pod, and of a Service. */
    private static final List<String> PLACES = List.of(
            "/spec/template/spec/containers",
            "/spec/template/spec/initContainers",
            "/spec/containers",
            "/spec/initContainers",
            "/spec/ports");

    private ListShapes() {}

    /** Refuses the first that is no list of objects; one that is not there is the API server's to judge. */
    static void refuseBroken(Manifest manifest) {
        for (String place : PLACES) {
            JsonNode list = manifest.object().at(place);
            if (list.isMissingNode()) {
                continue;
            }
            if (!list.isArray()) {
                throw broken(manifest, place, list);
            }
            for (int i = 0; i < list.size(); i++) {
                if (!list.get(i).isObject()) {
                    throw broken(manifest, "%s/%d".formatted(place, i), list.get(i));
                }
                JsonNode ports = list.get(i).path("ports");
                if (!ports.isMissingNode() && !ports.isArray()) {
                    throw broken(manifest, "%s/%d/ports".formatted(place, i), ports);
                }
                for (JsonNode port : ports) {
                    if (!port.isObject()) {
                        throw broken(manifest, "%s/%d/ports/*".formatted(place, i), port);
                    }
                }
            }
        }
    }

    private static SettingsException broken(Manifest manifest, String place, JsonNode seen) {
        boolean item = place.matches(".*/(\\d+|\\*)");
        return new SettingsException("%s: %s of %s must be %s, but is %s; complete it, or take the field out."
                .formatted(
                        manifest.file(),
                        place.substring(1).replaceAll("/(\\d+|\\*)", "[$1]").replace('/', '.'),
                        manifest.title(),
                        item ? "an object" : "a list",
                        seen.isNull()
                                ? "empty"
                                : (seen.isObject() ? "an " : "a ")
                                        + seen.getNodeType().name().toLowerCase(Locale.ROOT)));
    }
}
