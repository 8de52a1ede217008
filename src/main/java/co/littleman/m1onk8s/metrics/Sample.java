// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import java.util.Map;

/** One counter or gauge, as it stood when the page was made. */
public record Sample(String name, Map<String, String> labels, double value) {
    public Sample {
        labels = Map.copyOf(labels);
    }
}
