// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Labels;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Service's selector takes, held against what it should take.
 *
 * @param headless true if it has no address of its own: its name stands for all pods that it selects
 * @param workload whose pods it should take; null if the manifests have none for it
 */
record SelectorMatch(
        DeclaredService service, boolean headless, @Nullable Workload workload) {
    /** Kinds whose pods end by themselves, as their API demands. */
    private static final Set<String> ENDING = Set.of("Job", "CronJob");

    /** What is wrong with it by the pod templates in the manifests of its namespace. */
    List<Finding> amongTemplates(List<Workload> all) {
        if (all.stream().noneMatch(one -> isOwn(one) && service.selects(one.podLabels()))) {
            return List.of(nothing());
        }
        List<Finding> findings = new ArrayList<>();
        all.stream()
                .filter(other -> !isOwn(other) && service.selects(other.podLabels()))
                .filter(other -> takesConnections(other.kind(), other.template().getSpec()))
                // A pod that ends soon is judged by what it does: it may have ended by now.
                .filter(other -> other.hasController() || !other.ends())
                .forEach(other -> findings.add(foreign(whose(other))
                        .likely(
                                ENDING.contains(other.kind())
                                        ? "each time it runs, its pods stand behind the Service, and their share of the"
                                                + " connections is refused; give them other labels"
                                        : "another workload's pods have the same labels; a Service takes everything that matches")
                        .detail("pod labels", Labels.text(other.podLabels()), other.file())));
        return findings;
    }

    private static String whose(Workload other) {
        return !other.hasController() ? "pod " + other.name() : "the pods of " + other.reference();
    }

    /** The live pods of its namespace that it leads to and that are not its workload's. */
    List<Pod> foreign(List<Pod> others) {
        return others.stream()
                .filter(pod -> service.selects(OtherPods.labels(pod)))
                .filter(pod -> takesConnections("Pod", pod.getSpec()))
                .toList();
    }

    /** What is wrong with it by the live pods of its namespace that are not its workload's. */
    List<Finding> amongPods(List<Pod> others) {
        return foreign(others).stream()
                .map(pod -> foreign("pod " + pod.getMetadata().getName())
                        .detail("pod labels", Labels.text(OtherPods.labels(pod)), "live"))
                .toList();
    }

    /**
     * A pod that ends by itself harms nobody unless connections lead to it. One that stays is a mistake even if it
     * declares no such port yet.
     */
    private boolean takesConnections(String kind, @Nullable PodSpec spec) {
        boolean ends = ENDING.contains(kind) || Workload.ends(spec);
        return !ends || headless || spec == null || service.leadsTo(spec);
    }

    private boolean isOwn(Workload other) {
        return workload != null && workload.reference().equals(other.reference());
    }

    private Finding nothing() {
        Finding finding = Finding.of(
                        Cause.SELECTOR_MATCHES_NOTHING,
                        "The selector of Service %s matches no pod template in namespace %s."
                                .formatted(service.name(), service.namespace()))
                .detail("selector", Labels.text(service.selector()), service.file());
        if (workload == null) {
            finding = finding.likely("no workload in the manifests has these labels");
        } else {
            finding = finding.detail("pod labels", Labels.text(workload.podLabels()), workload.file())
                    .likely(
                            workload.namespace().equals(service.namespace())
                                    ? "a label is written differently in the two"
                                    : "the workload is in another namespace, " + workload.namespace());
        }
        return finding.next("kubectl -n %s get pods --show-labels".formatted(service.namespace()));
    }

    private Finding foreign(String whose) {
        return Finding.of(Cause.FOREIGN_ENDPOINT, "Service %s also selects %s.".formatted(service.name(), whose))
                .expected("only the pods of " + (workload == null ? "its workload" : workload.reference()))
                .detail("selector", Labels.text(service.selector()), service.file())
                .likely("another workload's pods have the same labels; a Service takes everything that matches")
                .next("kubectl -n %s get pods -l %s".formatted(service.namespace(), Labels.text(service.selector())));
    }
}
