// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.apply.LiveObjects;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Server;
import java.util.ArrayList;
import java.util.List;

/** A store that is not replicated must not have a twin behind the same address, not even for the time of a rollout. */
public final class StoreStandsAlone implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "store-stands-alone",
                    Level.OBSERVE,
                    "An unreplicated store has one pod, never two at once, no autoscaler, and no client tied to a pod.",
                    "Two stores answer under one address: what one client writes the next does not find.")
            .requiring(Requirement.KNOWN_STORE)
            .after(ObjectsPresent.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        if (it.component().store().orElseThrow().data() == Server.Data.REPLICATED) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a store that is not replicated");
        }
        LiveObjects live = it.stack().live();
        Manifest manifest = it.stack().stack().manifest(it.workload());
        SingleInstance store = new SingleInstance(it.workload());
        List<Finding> findings = new ArrayList<>(
                store.twins(manifest.object(), it.workload().file().toString()));
        live.object(manifest).ifPresent(object -> findings.addAll(store.twins(object, "live")));
        store.autoscaled(live.autoscalers(it.namespace())).ifPresent(findings::add);
        for (var service : it.services()) {
            Manifest declared = it.stack().stack().manifest(service);
            store.tied(declared.object(), service).ifPresent(findings::add);
            live.object(declared).flatMap(object -> store.tied(object, service)).ifPresent(findings::add);
        }
        ManifestFindings.none(findings);
    }
}
