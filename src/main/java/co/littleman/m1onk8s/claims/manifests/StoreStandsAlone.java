package co.littleman.m1onk8s.claims.manifests;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.LiveObjects;
import co.littleman.m1onk8s.stack.Manifest;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import java.util.ArrayList;
import java.util.List;

/** A Redis that is not replicated must not have a twin behind the same address, not even for the time of a rollout. */
public final class StoreStandsAlone implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "store-stands-alone",
                    Level.OBSERVE,
                    "An unreplicated store has one pod, never two at once, no autoscaler, and no client tied to a pod.",
                    "Two stores answer under one address: what one client writes the next does not find.")
            .needing(Need.ROLE)
            .after(ObjectsPresent.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        if (LoneStore.isReplicated(it.component().redisContainer().orElseThrow())) {
            throw new Skipped(SkipReason.NEED, "a Redis that is not replicated");
        }
        LiveObjects live = it.stack().live();
        Manifest manifest = it.stack().stack().manifest(it.workload());
        LoneStore store = new LoneStore(it.workload());
        List<Finding> findings =
                new ArrayList<>(store.twins(manifest.object(), it.workload().file()));
        live.object(manifest).ifPresent(object -> findings.addAll(store.twins(object, "live")));
        store.autoscaled(live.autoscalers(it.namespace())).ifPresent(findings::add);
        for (var service : it.services()) {
            Manifest declared = it.stack().stack().manifest(service);
            store.tied(declared.object(), service).ifPresent(findings::add);
            live.object(declared).flatMap(object -> store.tied(object, service)).ifPresent(findings::add);
        }
        Findings.none(findings);
    }
}
