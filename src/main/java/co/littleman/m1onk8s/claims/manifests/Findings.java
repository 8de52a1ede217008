package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;
import java.util.List;

/** What reading found; one verdict names it all. */
final class Findings {
    private Findings() {}

    /**
     * Returns where there is nothing.
     *
     * @throws Unproven the first, with the others' reasons as facts
     */
    static void none(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        Finding first = findings.get(0);
        // What is declared and is so on the cluster was found twice.
        List<String> others =
                findings.stream().map(Finding::reason).distinct().skip(1).toList();
        for (String other : others) {
            first = first.fact("also", other);
        }
        throw new Unproven(first);
    }
}
