// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.MetadataList;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a namespace holds at one moment: one list of metadata for each kind, so that the contents of no Secret travel.
 *
 * @param entries by kind and name
 * @param unseen resources that may not be listed: RBAC knows no right to names alone, and that to list Secrets is not
 *     asked for
 */
public record Inventory(Map<String, Entry> entries, List<String> unseen) {
    private static final List<Kind> KINDS = List.of(
            new Kind("Deployment", "apps", "deployments"),
            new Kind("StatefulSet", "apps", "statefulsets"),
            new Kind("DaemonSet", "apps", "daemonsets"),
            new Kind("Service", "", "services"),
            new Kind("ConfigMap", "", "configmaps"),
            new Kind("Secret", "", "secrets"),
            new Kind("Pod", "", "pods"));

    /**
     * What is looked for.
     *
     * @param group API group, of which version 1 is asked; empty for the core
     */
    public record Kind(String name, String group, String resource) {
        private String path(String namespace) {
            return "%s/namespaces/%s/%s"
                    .formatted(group.isEmpty() ? "/api/v1" : "/apis/" + group + "/v1", namespace, resource);
        }
    }

    public Inventory {
        entries = new LinkedHashMap<>(entries);
        unseen = List.copyOf(unseen);
    }

    /**
     * An object, by what tells it from another of its name and from itself before a change.
     *
     * @param generation 0 for kinds that have none
     * @param ours true for what a run of this suite has made
     */
    public record Entry(String kind, String name, String uid, long generation, boolean ours) {
        public String title() {
            return kind + " " + name;
        }

        @Override
        public String toString() {
            return "%s (uid %s%s)".formatted(title(), uid, generation == 0 ? "" : ", generation " + generation);
        }
    }

    /**
     * Looks now. What is on its way out is not counted.
     *
     * @param mayList whether we may list a kind there: what we may not is not asked for
     */
    public static Inventory of(Cluster cluster, String namespace, Predicate<Kind> mayList) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<String> unseen = new ArrayList<>();
        for (Kind kind : KINDS) {
            ApiResponse reply = mayList.test(kind) ? cluster.get(kind.path(namespace), MetadataList.LIST) : null;
            if (reply == null || !reply.isSuccess()) {
                unseen.add(kind.resource());
                continue;
            }
            for (JsonNode object : reply.body().path("items")) {
                if (object.at("/metadata/deletionTimestamp").isMissingNode()) {
                    Entry entry = entry(kind.name(), object.path("metadata"));
                    entries.put(entry.title(), entry);
                }
            }
        }
        return new Inventory(entries, unseen);
    }

    private static Entry entry(String kind, JsonNode metadata) {
        return new Entry(
                kind,
                metadata.path("name").asText(),
                metadata.path("uid").asText(),
                // A pod's generation rises with its status.
                kind.equals("Pod") ? 0 : metadata.path("generation").asLong(0),
                OwnershipMetadata.MANAGER.equals(metadata.path("labels")
                        .path(OwnershipMetadata.MANAGED_BY)
                        .asText()));
    }
}
