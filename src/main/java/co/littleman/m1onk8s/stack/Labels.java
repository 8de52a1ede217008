// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Labels, and what selects by them. */
public final class Labels {
    private Labels() {}

    /** Such as {@code application=web,role=front}, as kubectl takes it. */
    public static String text(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
    }

    /** A selector in kubectl's words. */
    public static String text(LabelSelector selector) {
        String rest = requirements(selector).stream()
                .map(one -> one.getKey() + " " + one.getOperator() + " " + orNone(one.getValues()))
                .collect(Collectors.joining(","));
        String equal = text(selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels());
        return equal.isEmpty() || rest.isEmpty() ? equal + rest : equal + "," + rest;
    }

    /** True if the selector matches; one without any rule matches everything, as in the API. */
    public static boolean match(LabelSelector selector, Map<String, String> labels) {
        return (selector.getMatchLabels() == null
                        || labels.entrySet()
                                .containsAll(selector.getMatchLabels().entrySet()))
                && requirements(selector).stream().allMatch(one -> match(one, labels));
    }

    private static boolean match(LabelSelectorRequirement rule, Map<String, String> labels) {
        boolean present = labels.containsKey(rule.getKey());
        boolean among = orNone(rule.getValues()).contains(labels.getOrDefault(rule.getKey(), ""));
        return switch (rule.getOperator()) {
            case "In" -> present && among;
            case "NotIn" -> !present || !among;
            case "Exists" -> present;
            case "DoesNotExist" -> !present;
            default -> false;
        };
    }

    private static List<LabelSelectorRequirement> requirements(LabelSelector selector) {
        return orNone(selector.getMatchExpressions());
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
