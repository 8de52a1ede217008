// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;

/** Looks for Services that would put a URL where clients expect a number. */
public final class ServiceNamesSafe implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "service-names-safe",
                    Level.OBSERVE,
                    "No Service's name makes Kubernetes set a variable that its clients read as a port number.",
                    "Clients in this namespace take tcp://… for a port, and do not start or do not connect.")
            .requiring(Requirement.SERVICE)
            .after(ObjectsPresent.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ManifestFindings.none(it.services().stream()
                .flatMap(service -> ServiceLinks.finding(service, neighbours(it.stack(), it, service)).stream())
                .toList());
    }

    private static List<NamespacePod> neighbours(RunContext stack, ComponentContext it, DeclaredService service) {
        List<NamespacePod> neighbours = new ArrayList<>();
        Workload own = it.component().workload();
        for (Workload workload : stack.stack().workloads(service.namespace())) {
            boolean isOwn = own != null && own.reference().equals(workload.reference());
            neighbours.add(new NamespacePod(
                    workload.reference(), isOwn, workload.template().getSpec()));
        }
        List<Pod> ownPods = own == null ? List.of() : it.pods();
        OtherPods.than(ownPods, stack.view(service.namespace()).pods())
                .forEach(pod -> neighbours.add(
                        new NamespacePod("pod " + pod.getMetadata().getName(), false, pod.getSpec())));
        return neighbours;
    }
}
