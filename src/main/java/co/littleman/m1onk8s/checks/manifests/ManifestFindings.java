// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.util.List;

/** What reading found; one verdict names it all. */
public final class ManifestFindings {
    private ManifestFindings() {}

    /**
     * Returns if there is nothing.
     *
     * @throws CheckFailedException the first, with the others' reasons as facts
     */
    public static void none(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        Finding first = findings.get(0);
        // What is declared and is so on the cluster was found twice.
        List<String> others =
                findings.stream().map(Finding::reason).distinct().skip(1).toList();
        for (String other : others) {
            first = first.detail("also", other);
        }
        throw new CheckFailedException(first);
    }
}
