// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import co.littleman.m1onk8s.result.Finding;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks about one component that quote the same refusal of its server saw one fault. It is reported by the first of them
 * in this order, and then in that of the catalogue.
 *
 * @param order ids of the checks that report a refusal first, because they are about just that
 * @param codes the refusals that a finding quotes
 * @param only checks that report one refusal first, and no other
 */
public record SharedRefusal(List<String> order, Function<Finding, Set<String>> codes, Map<String, String> only) {
    public SharedRefusal {
        order = List.copyOf(order);
        only = Map.copyOf(only);
    }

    /** True if the other check may report first what this one quotes. */
    public boolean mayReportFirst(String check, Finding finding, String other) {
        Set<String> quoted = codes.apply(finding);
        int first = order.indexOf(other);
        int own = order.indexOf(check);
        return !quoted.isEmpty()
                && first >= 0
                && (own < 0 || first < own)
                && (!only.containsKey(other) || quoted.contains(only.get(other)));
    }

    /** True if both findings quote the same refusal. */
    public boolean isSame(Finding finding, Finding other) {
        return !Collections.disjoint(codes.apply(finding), codes.apply(other));
    }
}
