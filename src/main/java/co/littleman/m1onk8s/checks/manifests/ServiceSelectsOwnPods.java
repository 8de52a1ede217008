// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.rollout.NamespaceView;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;

/** A Service takes everything that matches, ready or not, whoever made it. */
public final class ServiceSelectsOwnPods implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "service-selects-own-pods",
                    Level.OBSERVE,
                    "Each Service selects this component's pods, and no other pods that run in its namespace, now or by a later job.",
                    "Clients of the Service reach nothing, or now and then somebody else's pod.")
            .requiring(Requirement.SERVICE)
            .after(ObjectsPresent.INFO);

    /** A pod may come into view before the ReplicaSet that tells whose it is; two seconds are plenty for that. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** A pod that ends by itself, such as a chart's test, does so within a minute of what it waits for, or stays. */
    private static final Duration ENDING = Duration.ofSeconds(60);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        for (DeclaredService service : it.services()) {
            Stack stack = it.stack().stack();
            boolean headless = "None"
                    .equals(stack.manifest(service)
                            .object()
                            .at("/spec/clusterIP")
                            .asText());
            SelectorMatch selection =
                    new SelectorMatch(service, headless, it.component().workload());
            ManifestFindings.none(selection.amongTemplates(stack.podTemplates(service.namespace())));
            NamespaceView view = it.stack().view(service.namespace());
            Poll.LOCAL.until(
                    SETTLING,
                    () -> selection.foreign(others(it.component(), view)).isEmpty());
            Poll.LOCAL.until(
                    ENDING,
                    () -> selection.foreign(others(it.component(), view)).stream()
                            .noneMatch(pod -> Workload.ends(pod.getSpec())));
            ManifestFindings.none(selection.amongPods(others(it.component(), view)));
        }
    }

    private static List<Pod> others(Component component, NamespaceView view) {
        return OtherPods.than(
                component.workload() == null ? List.of() : view.podsOf(component.workload()), view.pods());
    }
}
