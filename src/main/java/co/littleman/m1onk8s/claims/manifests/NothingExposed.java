package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import co.littleman.m1onk8s.verdict.Finding;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for doors to the outside of the cluster. An Ingress is one where it leads to a store: to a shop it is its door. */
public final class NothingExposed implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "nothing-exposed",
                    Level.OBSERVE,
                    "Nothing can be reached from outside the cluster that does not ask for it by the annotation %s."
                            .formatted(Exposure.ANNOTATION),
                    "Anybody in the nodes' network can read and change it, often without a password.")
            .after(ObjectsPresent.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
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
        if (it.component().redisContainer().isPresent()) {
            it.stack().stack().manifests().stream()
                    .filter(manifest -> manifest.kind().equals("Ingress"))
                    .flatMap(ingress -> Exposure.of(ingress, it.services()).stream())
                    .forEach(findings::add);
        }
        Findings.none(findings);
    }
}
