// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What would give a store a twin, or hide that it has one. */
record SingleInstance(Workload workload) {

    /** What makes two of it, in the workload's object as declared or as it is. */
    List<Finding> twins(JsonNode object, String where) {
        List<Finding> findings = new ArrayList<>();
        int replicas = object.at("/spec/replicas").asInt(1);
        if (replicas > 1) {
            findings.add(finding(
                            Cause.STORE_REPLICATED,
                            "%s %s runs %d stores behind one address, and none knows what the others hold."
                                    .formatted(workload.kind(), workload.name(), replicas))
                    .expected("1 replica: it does not share its data with another by itself")
                    .detail("replicas", String.valueOf(replicas), where));
        }
        String surge = surge(object);
        if (!surge.isEmpty()) {
            findings.add(finding(
                            Cause.STORE_SURGES,
                            "While %s %s is rolled out, two stores answer under one address."
                                    .formatted(workload.kind(), workload.name()))
                    .expected("strategy Recreate, or RollingUpdate with maxSurge 0")
                    .detail("strategy", surge, where));
        }
        return findings;
    }

    /** A live object has its defaults filled in; what a manifest leaves out is the live one's to tell. */
    private static String surge(JsonNode object) {
        JsonNode deployment = object.at("/spec/strategy");
        JsonNode daemons = object.at("/spec/updateStrategy");
        if (deployment.path("type").asText().equals("RollingUpdate")) {
            // The default: a quarter of the replicas, rounded up.
            String maxSurge = deployment.at("/rollingUpdate/maxSurge").asText("25%");
            return isNone(maxSurge) ? "" : "RollingUpdate, maxSurge " + maxSurge;
        }
        String maxSurge = daemons.at("/rollingUpdate/maxSurge").asText("0");
        return isNone(maxSurge) ? "" : "RollingUpdate, maxSurge " + maxSurge;
    }

    private static boolean isNone(String maxSurge) {
        return maxSurge.isEmpty() || maxSurge.matches("0+%?");
    }

    /** What would make more of it under load. */
    Optional<Finding> autoscaled(List<HorizontalPodAutoscaler> autoscalers) {
        return autoscalers.stream()
                .filter(one -> Autoscaling.targets(one, workload.kind(), workload.name()))
                .filter(one -> one.getSpec().getMaxReplicas() > 1)
                .findFirst()
                .map(one -> finding(
                                Cause.STORE_AUTOSCALED,
                                "HorizontalPodAutoscaler %s gives %s %s up to %d stores behind one address."
                                        .formatted(
                                                one.getMetadata().getName(),
                                                workload.kind(),
                                                workload.name(),
                                                one.getSpec().getMaxReplicas()))
                        .expected("no autoscaler: it does not share its data with another by itself")
                        .detail("maxReplicas", String.valueOf(one.getSpec().getMaxReplicas()), "live"));
    }

    /** What ties each client to one pod, so that nobody notices that there are two. */
    Optional<Finding> tied(JsonNode object, DeclaredService service) {
        if (!object.at("/spec/sessionAffinity").asText().equals("ClientIP")) {
            return Optional.empty();
        }
        return Optional.of(finding(
                        Cause.SESSION_AFFINITY,
                        "Service %s ties each client to one pod (sessionAffinity ClientIP), which hides a second store."
                                .formatted(service.name()))
                .expected("sessionAffinity None")
                .detail("declared", "service/" + service.name(), service.file()));
    }

    private Finding finding(Cause cause, String reason) {
        return Finding.of(cause, reason)
                .next("kubectl -n %s get %s,hpa -o wide"
                        .formatted(workload.namespace(), workload.kind().toLowerCase(Locale.ROOT)));
    }
}
