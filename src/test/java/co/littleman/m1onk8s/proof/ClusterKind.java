// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a case is judged: the fewest clusters that do. */
enum ClusterKind {
    /** What a plain run starts, and the home of all that needs nothing else. */
    @JsonProperty("first")
    FIRST("one node, as a plain run starts it, with two registries in reach"),
    /** What the first cannot have. */
    @JsonProperty("second")
    SECOND("two nodes, the cluster domain shop.test, and mutating admission policies"),
    /** For what only a run does that starts and ends its cluster itself: its namespaces are its own, and go with it. */
    @JsonProperty("own")
    OWN("started and ended by the judged run itself");

    private final String words;

    ClusterKind(String words) {
        this.words = words;
    }

    /** What it is, and why there is one. */
    String words() {
        return words;
    }
}
