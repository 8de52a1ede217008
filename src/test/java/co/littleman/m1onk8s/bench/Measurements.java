// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers by the name of what was measured, one for each run, in the order in which the names came up. */
final class Measurements {
    private final Map<String, List<Double>> byName = new LinkedHashMap<>();

    void add(String name, double value) {
        byName.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }

    /** Of one name, in the order of the runs; empty if it was not measured. */
    List<Double> of(String name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /** A row for each name. */
    List<String> rows() {
        return rows(List.copyOf(byName.keySet()));
    }

    /** A row for each of these names that was measured. */
    List<String> rows(List<String> names) {
        return names.stream()
                .filter(byName::containsKey)
                .map(name -> Spread.of(of(name)).row(name))
                .toList();
    }

    /**
     * Each value of a name divided by that of the same run in other measurements, so that a slow minute of the machine
     * counts on both sides.
     */
    List<Double> times(Measurements others, String name) {
        List<Double> ours = of(name);
        List<Double> theirs = others.of(name);
        List<Double> times = new ArrayList<>();
        for (int run = 0; run < Math.min(ours.size(), theirs.size()); run++) {
            times.add(ours.get(run) / theirs.get(run));
        }
        return times;
    }
}
