package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.rollout.NamespaceView;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.verdict.Poll;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;

/** A Service takes everything that matches, ready or not, whoever made it. */
public final class ServiceSelectsOwnPods implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "service-selects-own-pods",
                    Level.OBSERVE,
                    "Each Service selects this component's pods, and no other pod of the namespace.",
                    "Clients of the Service reach nothing, or now and then somebody else's pod.")
            .needing(Need.SERVICE)
            .after(ObjectsPresent.TERMS);

    /** A pod may come into view before the ReplicaSet that tells whose it is; two seconds are plenty for that. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        for (DeclaredService service : it.services()) {
            Selection selection = new Selection(service, it.component().workload());
            Findings.none(selection.amongTemplates(it.stack().stack().workloads(service.namespace())));
            NamespaceView view = it.stack().view(service.namespace());
            Poll.LOCAL.until(
                    SETTLING,
                    () -> selection.amongPods(others(it.component(), view)).isEmpty());
            Findings.none(selection.amongPods(others(it.component(), view)));
        }
    }

    private static List<Pod> others(Component component, NamespaceView view) {
        return OtherPods.than(
                component.workload() == null ? List.of() : view.podsOf(component.workload()), view.pods());
    }
}
