// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of a run beside its verdicts.
 *
 * @param started ISO 8601 instant
 * @param outcome the run's outcome, {@code INTERRUPTED}, or in a journal {@code DIED} or {@code RUNNING}
 * @param manifests the files that were read, in order
 * @param phases seconds that each phase took, in the order in which they began; phases overlap
 * @param apiRequests requests sent to the API server
 * @param apiWrites those of them that write, or reach into a pod
 * @param namespaces what became of the namespaces, from probe up on a cluster that outlives the run
 * @param leftOut how many checks of a component kind have no verdict, as no component of the stack runs it; by the name
 *     of the kind
 */
public record RunFacts(
        String id,
        String started,
        double seconds,
        String outcome,
        ClusterFacts cluster,
        List<String> manifests,
        Map<String, Double> phases,
        int apiRequests,
        int apiWrites,
        List<NamespaceChanges> namespaces,
        Map<String, Integer> leftOut) {

    /** A journal of an older version has none. */
    public RunFacts {
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNullElse(leftOut, Map.of())));
    }

    /** Of a run of which nobody knows more than that it came so far. */
    public RunFacts unfinished(String as, double after) {
        return new RunFacts(
                id, started, after, as, cluster, manifests, phases, apiRequests, apiWrites, namespaces, leftOut);
    }
}
