// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.drift.Difference;
import co.littleman.m1onk8s.drift.FieldOwner;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A field that is not as its manifest says.
 *
 * @param by who wrote it last and when, or empty
 */
record DriftedField(Manifest manifest, Difference difference, String by) {
    /** More would not fit a screen, and the first ones tell what it is about. */
    private static final int SHOWN = 12;

    static DriftedField of(Manifest manifest, Difference difference, JsonNode live) {
        String by = FieldOwner.of(live, difference).map(FieldOwner::text).orElse("");
        return new DriftedField(manifest, difference, by);
    }

    /**
     * Returns if there is none.
     *
     * @throws CheckFailedException DRIFTED, with each field
     */
    static void none(List<DriftedField> all) {
        if (!all.isEmpty()) {
            throw new CheckFailedException(finding(all));
        }
    }

    private static Finding finding(List<DriftedField> all) {
        DriftedField first = all.get(0);
        Finding finding = Finding.of(
                Cause.DRIFTED,
                "%s is not as its manifest says: %s%s."
                        .formatted(
                                first.manifest.title(),
                                first.difference.field(),
                                all.size() == 1 ? "" : ", and %d more".formatted(all.size() - 1)));
        for (DriftedField one : all.subList(0, Math.min(SHOWN, all.size()))) {
            finding = finding.detail(one.manifest.kind() + " " + one.manifest.name(), one.text(), one.manifest.file());
        }
        return finding.likely("changed by hand or by a controller since the manifests were applied, or never applied")
                .next("kubectl diff --server-side -f " + first.manifest.file().origin());
    }

    private String text() {
        String who = by.isEmpty() ? "" : difference.isGone() ? ", object last changed by " + by : ", by " + by;
        return difference.field() + ": " + difference.values() + who;
    }
}
