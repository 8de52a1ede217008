package co.littleman.m1onk8s.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a namespace holds at one moment: one list of metadata for each kind, so that the contents of no Secret travel.
 *
 * @param entries by kind and name
 * @param unseen resources that may not be listed: RBAC knows no right to names alone, and that to list Secrets is not asked
 *     for
 */
public record Inventory(Map<String, Entry> entries, List<String> unseen) {
    /** Kinds by the path of their resource. */
    private static final Map<String, String> KINDS = kinds();

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

    /** Looks now. What is on its way out is not counted. */
    public static Inventory of(Cluster cluster, String namespace) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<String> unseen = new ArrayList<>();
        KINDS.forEach((path, kind) -> {
            Reply reply = cluster.get(path.formatted(namespace), Metadata.LIST);
            if (!reply.isSuccess()) {
                unseen.add(path.substring(path.lastIndexOf('/') + 1));
            }
            for (JsonNode object : reply.body().path("items")) {
                if (object.at("/metadata/deletionTimestamp").isMissingNode()) {
                    Entry entry = entry(kind, object.path("metadata"));
                    entries.put(entry.title(), entry);
                }
            }
        });
        return new Inventory(entries, unseen);
    }

    private static Entry entry(String kind, JsonNode metadata) {
        return new Entry(
                kind,
                metadata.path("name").asText(),
                metadata.path("uid").asText(),
                // A pod's generation rises with its status.
                kind.equals("Pod") ? 0 : metadata.path("generation").asLong(0),
                Mark.MANAGER.equals(
                        metadata.path("labels").path(Mark.MANAGED_BY).asText()));
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("/apis/apps/v1/namespaces/%s/deployments", "Deployment");
        kinds.put("/apis/apps/v1/namespaces/%s/statefulsets", "StatefulSet");
        kinds.put("/apis/apps/v1/namespaces/%s/daemonsets", "DaemonSet");
        kinds.put("/api/v1/namespaces/%s/services", "Service");
        kinds.put("/api/v1/namespaces/%s/configmaps", "ConfigMap");
        kinds.put("/api/v1/namespaces/%s/secrets", "Secret");
        kinds.put("/api/v1/namespaces/%s/pods", "Pod");
        return kinds;
    }
}
