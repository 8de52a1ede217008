// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Service that gives a StatefulSet's pods their names (spec.serviceName); Kubernetes wants it to be headless. */
final class GoverningService {
    private GoverningService() {}

    /** True if this Service is the one that the workload names. */
    static boolean is(DeclaredService service, @Nullable Workload workload, List<Manifest> manifests) {
        return workload != null
                && workload.kind().equals("StatefulSet")
                && workload.namespace().equals(service.namespace())
                && manifests.stream()
                        .filter(manifest -> manifest.kind().equals("StatefulSet")
                                && manifest.name().equals(workload.name())
                                && workload.namespace().equals(manifest.namespace()))
                        .anyMatch(manifest -> manifest.object()
                                .at("/spec/serviceName")
                                .asText()
                                .equals(service.name()));
    }
}
