// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for doors to the outside of the cluster. An Ingress is one if it leads to a store: to a shop it is its door.
 */
public final class NothingExposed implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "nothing-exposed",
                    Level.OBSERVE,
                    "Nothing can be reached from outside the cluster that does not ask for it by the annotation %s."
                            .formatted(Exposure.ANNOTATION),
                    "Anybody in the nodes' network can read and change it, often without a password.")
            .after(ObjectsPresent.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        List<Finding> findings = new ArrayList<>();
        for (DeclaredService service : it.services()) {
            Service declared =
                    it.stack().stack().manifest(service).as(Service.class).orElseGet(Service::new);
            Optional<Service> live = it.stack().view(service.namespace()).service(service);
            Exposure.of(service, declared, live).ifPresent(findings::add);
        }
        Workload workload = it.component().workload();
        if (workload != null) {
            Exposure.of(workload).ifPresent(findings::add);
        }
        if (it.component().store().isPresent()) {
            it.stack().stack().manifests().stream()
                    .filter(manifest -> manifest.kind().equals("Ingress"))
                    .flatMap(ingress -> Exposure.of(ingress, it.services()).stream())
                    .forEach(findings::add);
        }
        ManifestFindings.none(findings);
    }
}
