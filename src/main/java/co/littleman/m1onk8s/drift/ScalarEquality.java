// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.drift;

import co.littleman.m1onk8s.drift.Difference.Step;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When two single values mean the same to Kubernetes. */
final class ScalarEquality {
    /** Fields, or the maps around them, whose values are quantities: {@code 1000m} is {@code 1}. */
    private static final Set<String> QUANTITIES = Set.of(
            "limits",
            "requests",
            "capacity",
            "hard",
            "sizeLimit",
            "overhead",
            "default",
            "defaultRequest",
            "maxLimitRequestRatio",
            "averageValue",
            "divisor");

    /** Fields of which the API keeps a zero, since leaving them out means something else. */
    private static final Set<String> ZERO_COUNTS = Set.of(
            "allowPrivilegeEscalation",
            "automountServiceAccountToken",
            "backoffLimit",
            "enableServiceLinks",
            "fsGroup",
            "minReplicas",
            "readOnlyRootFilesystem",
            "replicas",
            "runAsGroup",
            "runAsNonRoot",
            "runAsUser",
            "terminationGracePeriodSeconds",
            "ttlSecondsAfterFinished");

    private ScalarEquality() {}

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull() || isEmpty(value);
    }

    /** What the API server leaves out of an object: null, nothing in it, and most zeros. */
    static boolean isNothing(JsonNode value) {
        boolean emptyText = value.isTextual() && value.asText().isEmpty();
        boolean no = value.isBoolean() && !value.asBoolean();
        boolean zero = value.isNumber() && value.decimalValue().signum() == 0;
        return isAbsent(value) || emptyText || no || zero;
    }

    /** True for a field of which the API server keeps a zero, so that its absence is a change. */
    static boolean meansSomething(List<Step> path) {
        return ZERO_COUNTS.contains(path.get(path.size() - 1).name());
    }

    static boolean areSame(List<Step> path, JsonNode declared, JsonNode live) {
        if (declared.asText().equals(live.asText()) && live.isValueNode()) {
            return true;
        }
        String root = path.get(0).name();
        if (root.equals("data") || root.equals("binaryData")) {
            return root.equals("binaryData")
                    && declared.asText().replaceAll("\\s", "").equals(live.asText());
        }
        return path.stream().map(Step::name).anyMatch(QUANTITIES::contains)
                && amount(declared)
                        .flatMap(one -> amount(live).map(other -> one.compareTo(other) == 0))
                        .orElse(false);
    }

    private static Optional<BigDecimal> amount(JsonNode quantity) {
        try {
            return Optional.of(Quantity.getAmountInBytes(new Quantity(quantity.asText())));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }
}
