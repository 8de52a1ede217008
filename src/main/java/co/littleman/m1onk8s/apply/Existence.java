// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the objects of the manifests are on the cluster. */
public final class Existence {
    private final LiveObjects live;

    public Existence(LiveObjects live) {
        this.live = live;
    }

    /**
     * Returns if each object is there.
     *
     * @throws CheckFailedException OBJECT_MISSING naming all that are not; API_FORBIDDEN if one may not be read
     */
    public void ofAll(List<Manifest> manifests) {
        List<Manifest> missing = manifests.stream()
                .filter(manifest -> live.object(manifest).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new CheckFailedException(finding(missing));
        }
    }

    private static Finding finding(List<Manifest> missing) {
        Finding finding = Finding.of(
                        Cause.OBJECT_MISSING,
                        "Not on the cluster: %s."
                                .formatted(missing.stream().map(Manifest::title).collect(Collectors.joining(", "))))
                .expected("every object of the manifests")
                .likely("never installed, deleted since, or the manifests are for another cluster");
        for (Manifest manifest : missing) {
            finding = finding.detail("missing", manifest.title(), manifest.file());
        }
        Manifest first = missing.get(0);
        String in = first.namespace() == null ? "" : "-n " + first.namespace() + " ";
        // By its name it could only be said again that it is not there.
        return finding.next("kubectl %sget %s".formatted(in, first.kind()));
    }
}
