// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.stack.DeclaredService;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The full names of a Service that the manifests spell out, in an environment variable, an argument or a file. */
final class HardcodedNames {
    private final Pattern name;

    private HardcodedNames(DeclaredService service) {
        this.name = Pattern.compile("(?<![\\w.-])" + Pattern.quote(service.name() + "." + service.namespace() + ".svc.")
                + "[a-z0-9-]+(?:\\.[a-z0-9-]+)*");
    }

    /** Those of one Service, sorted. */
    static Set<String> of(DeclaredService service, List<Manifest> manifests) {
        HardcodedNames names = new HardcodedNames(service);
        Set<String> found = new TreeSet<>();
        manifests.forEach(manifest -> names.collect(manifest.object(), found));
        return found;
    }

    private void collect(JsonNode node, Set<String> found) {
        if (node.isTextual()) {
            Matcher names = name.matcher(node.asText());
            while (names.find()) {
                found.add(names.group());
            }
        }
        node.forEach(child -> collect(child, found));
    }
}
