package co.littleman.m1onk8s.verdict;

import java.util.List;
import java.util.Map;

/**
 * What is known of a run beside its verdicts.
 *
 * @param started ISO 8601 instant
 * @param outcome the run's outcome, {@code INTERRUPTED}, or {@code DIED}
 * @param manifests the files that were read, in order
 * @param phases seconds that each phase took, in the order in which they began; phases overlap
 * @param apiRequests requests sent to the API server
 * @param apiWrites those of them that write, or reach into a pod
 * @param audit what became of the namespaces, from probe up on a cluster that outlives the run
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
        List<AuditFacts> audit) {

    /** Of a run that died after so many seconds, as far as anybody knows. */
    public RunFacts died(double after) {
        return new RunFacts(id, started, after, Result.DIED, cluster, manifests, phases, apiRequests, apiWrites, audit);
    }
}
