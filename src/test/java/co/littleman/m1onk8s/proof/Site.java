package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a case is judged: the fewest clusters that do. */
enum Site {
    /** One node, cluster.local: what a plain run starts, and the home of all that needs nothing else. */
    @JsonProperty("first")
    FIRST,
    /** Two nodes, another cluster domain, and mutating admission policies: what the first cannot have. */
    @JsonProperty("second")
    SECOND,
    /** A cluster that the judged run starts and ends by itself, as a plain run does. */
    @JsonProperty("own")
    OWN
}
