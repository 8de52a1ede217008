// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.manifests.ManifestsAccepted;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.network.PolicyRules;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Labels;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;

/** A policy with a typo in its selector is accepted, and protects nothing. */
public final class PoliciesSelectPods implements Check.OfStack {
    public static final CheckInfo INFO = CheckInfo.of(
                    "policies-select-pods",
                    Level.OBSERVE,
                    "Every NetworkPolicy of the manifests selects pods of some workload.",
                    "A policy protects nothing: everybody gets in where it was to keep strangers out.")
            .after(ManifestsAccepted.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(RunContext it) {
        for (Manifest manifest : it.stack().manifests()) {
            if (manifest.kind().equals("NetworkPolicy")) {
                List<Map<String, String>> labels = it.podLabels(String.valueOf(manifest.namespace()));
                manifest.as(NetworkPolicy.class).ifPresent(policy -> selects(policy, labels, manifest.file()));
            }
        }
    }

    static void selects(NetworkPolicy policy, List<Map<String, String>> pods, Place file) {
        if (pods.stream().noneMatch(labels -> PolicyRules.selects(policy, labels))) {
            LabelSelector selector = policy.getSpec().getPodSelector();
            String name = policy.getMetadata().getName();
            Finding finding = Finding.of(
                            Cause.POLICY_SELECTS_NOTHING,
                            "NetworkPolicy %s selects no pod, so it protects nothing.".formatted(name))
                    .detail("selector", selector == null ? "" : Labels.text(selector), file);
            for (Map<String, String> labels : pods) {
                finding = finding.detail("pod labels", Labels.text(labels));
            }
            throw new CheckFailedException(
                    finding.likely("a typo in its podSelector, or the workload's labels were changed")
                            .next("kubectl -n %s get pods --show-labels"
                                    .formatted(policy.getMetadata().getNamespace())));
        }
    }
}
