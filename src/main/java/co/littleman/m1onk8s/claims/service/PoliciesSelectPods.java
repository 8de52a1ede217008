package co.littleman.m1onk8s.claims.service;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.manifests.ManifestsAccepted;
import co.littleman.m1onk8s.route.PolicyRules;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.Labels;
import co.littleman.m1onk8s.stack.Manifest;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;

/** A policy with a typo in its selector is accepted, and protects nothing. */
public final class PoliciesSelectPods implements Claim.OfStack {
    public static final Terms TERMS = Terms.of(
                    "policies-select-pods",
                    Level.OBSERVE,
                    "Every NetworkPolicy of the manifests selects pods of some workload.",
                    "A policy protects nothing: everybody gets in where it was to keep strangers out.")
            .after(ManifestsAccepted.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(StackScene it) {
        for (Manifest manifest : it.stack().manifests()) {
            if (manifest.kind().equals("NetworkPolicy")) {
                List<Map<String, String>> labels = it.podLabels(String.valueOf(manifest.namespace()));
                manifest.as(NetworkPolicy.class).ifPresent(policy -> selects(policy, labels, manifest.file()));
            }
        }
    }

    static void selects(NetworkPolicy policy, List<Map<String, String>> pods, String file) {
        if (pods.stream().noneMatch(labels -> PolicyRules.selects(policy, labels))) {
            LabelSelector selector = policy.getSpec().getPodSelector();
            String name = policy.getMetadata().getName();
            Finding finding = Finding.of(
                            Cause.POLICY_SELECTS_NOTHING,
                            "NetworkPolicy %s selects no pod, so it protects nothing.".formatted(name))
                    .fact("selector", selector == null ? "" : Labels.text(selector), file);
            for (Map<String, String> labels : pods) {
                finding = finding.fact("pod labels", Labels.text(labels));
            }
            throw new Unproven(finding.likely("a typo in its podSelector, or the workload's labels were changed")
                    .next("kubectl -n %s get pods --show-labels"
                            .formatted(policy.getMetadata().getNamespace())));
        }
    }
}
