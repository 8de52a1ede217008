// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One field of a manifest that is not so on the live object.
 *
 * @param declared the value in the manifest, or what stands for one that must not be shown
 * @param live the value on the cluster; missing if there is none
 */
public record Difference(List<Step> path, JsonNode declared, JsonNode live) {
    private static final int LONGEST = 80;

    /**
     * One step down an object.
     *
     * @param name of the field, or what tells the item of a list from the others
     * @param item the live item of a list; null for a field
     */
    public record Step(String name, @Nullable JsonNode item) {
        private String text() {
            return item != null || name.contains(".") ? "[" + name + "]" : "." + name;
        }
    }

    public Difference {
        path = List.copyOf(path);
    }

    /** Such as {@code spec.template.spec.containers[web].image}. */
    public String field() {
        return path.stream().map(Step::text).collect(Collectors.joining()).replaceFirst("^\\.", "");
    }

    /** Such as {@code 1 → 2}. */
    public String values() {
        return text(declared) + " → " + (isGone() ? "nothing" : text(live));
    }

    /** True if the live object does not have the field at all. */
    public boolean isGone() {
        return live.isMissingNode() || live.isNull();
    }

    private static String text(JsonNode value) {
        String text = value.isTextual() ? value.asText() : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
