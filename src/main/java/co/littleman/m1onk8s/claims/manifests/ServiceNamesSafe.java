package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;

/** Looks for Services that would put a URL where clients expect a number. */
public final class ServiceNamesSafe implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "service-names-safe",
                    Level.OBSERVE,
                    "No Service's name makes Kubernetes set a variable that its clients read as a port number.",
                    "Clients in this namespace take tcp://… for a port, and do not start or do not connect.")
            .needing(Need.SERVICE)
            .after(ObjectsPresent.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        Findings.none(it.services().stream()
                .flatMap(service -> ServiceLinks.finding(service, neighbours(it.stack(), it, service)).stream())
                .toList());
    }

    private static List<Neighbour> neighbours(StackScene stack, ComponentScene it, DeclaredService service) {
        List<Neighbour> neighbours = new ArrayList<>();
        Workload own = it.component().workload();
        for (Workload workload : stack.stack().workloads(service.namespace())) {
            boolean isOwn = own != null && own.reference().equals(workload.reference());
            neighbours.add(new Neighbour(
                    workload.reference(), isOwn, workload.template().getSpec()));
        }
        List<Pod> ownPods = own == null ? List.of() : it.pods();
        OtherPods.than(ownPods, stack.view(service.namespace()).pods())
                .forEach(pod ->
                        neighbours.add(new Neighbour("pod " + pod.getMetadata().getName(), false, pod.getSpec())));
        return neighbours;
    }
}
