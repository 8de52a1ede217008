// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Installs manifests by server-side apply, strictly validated, in the name of a field manager of our own. */
public final class Applier {
    /** Whose fields these are, in {@code metadata.managedFields}. */
    public static final String FIELD_MANAGER = "m1onk8s-verify";

    /** A namespace without this account refuses pods; it appears within a second if the cluster is well. */
    private static final Duration SERVICE_ACCOUNT_BUDGET = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final ObjectPaths paths;

    public Applier(Cluster cluster) {
        this.cluster = cluster;
        this.paths = new ObjectPaths(cluster);
    }

    /**
     * Applies each manifest in order; goes on after a refusal, so that one run names them all.
     *
     * @throws CheckFailedException what the API server said to the first that it refused, with the others as facts
     */
    public List<Applied> apply(List<Manifest> manifests) {
        List<Applied> applied = new ArrayList<>();
        forEach(manifests, manifest -> applied.add(apply(manifest)));
        return applied;
    }

    /**
     * Asks what the API server would say to each manifest; changes nothing.
     *
     * @param warned takes what it warns of
     * @throws CheckFailedException as {@link #apply}
     */
    public void wouldApply(List<Manifest> manifests, BiConsumer<Manifest, List<String>> warned) {
        forEach(
                manifests,
                manifest ->
                        warned.accept(manifest, send(manifest, "&dryRun=All").warnings()));
    }

    /**
     * Applies a workload with 0 replicas in the place of those that its manifest asks for.
     *
     * @throws CheckFailedException what the API server said if it refuses
     */
    public void applyScaledToZero(Manifest manifest) {
        ObjectNode object = manifest.object().deepCopy();
        object.withObject("/spec").put("replicas", 0);
        send(new Manifest(manifest.file(), object), "");
    }

    private Applied apply(Manifest manifest) {
        ApiResponse before = cluster.get(paths.of(manifest));
        ApiResponse reply = send(manifest, "");
        if (manifest.kind().equals("Namespace")) {
            if (reply.body().path("metadata").has("deletionTimestamp")) {
                throw ApiRejection.terminating(manifest, reply);
            }
        }
        if (manifest.kind().equals(CustomResources.DEFINITION)) {
            new Definition(cluster, manifest, paths.of(manifest)).awaitEstablished();
        }
        if (reply.code() == HttpURLConnection.HTTP_CREATED) {
            if (manifest.kind().equals("Namespace")) {
                awaitServiceAccount(manifest.name());
            }
            return new Applied(manifest, Change.CREATED, reply.warnings());
        }
        return new Applied(manifest, isSame(before, reply) ? Change.UNCHANGED : Change.CONFIGURED, reply.warnings());
    }

    private ApiResponse send(Manifest manifest, String options) {
        ApiResponse reply = cluster.patch(
                paths.of(manifest) + "?fieldManager=" + FIELD_MANAGER + "&fieldValidation=Strict" + options,
                "application/apply-patch+yaml",
                manifest.object().toString());
        if (!reply.isSuccess()) {
            throw ApiRejection.of(manifest, reply);
        }
        return reply;
    }

    /**
     * The resourceVersion tells. Two exceptions: of an object in which nobody owned a field, such as a Namespace with
     * nothing but a name, the second apply writes the owners down, and nothing else; and a controller may write its
     * status between our look and our apply.
     */
    private static boolean isSame(ApiResponse before, ApiResponse after) {
        return resourceVersion(before).equals(resourceVersion(after))
                || withoutBookkeeping(before).equals(withoutBookkeeping(after));
    }

    private static JsonNode withoutBookkeeping(ApiResponse reply) {
        JsonNode object = reply.body().deepCopy();
        if (object instanceof ObjectNode fields) {
            fields.remove("status");
        }
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("resourceVersion", "managedFields"));
        }
        if (object.at("/metadata/annotations") instanceof ObjectNode annotations) {
            annotations.remove("deployment.kubernetes.io/revision");
            if (annotations.isEmpty()) {
                ((ObjectNode) object.path("metadata")).remove("annotations");
            }
        }
        return object;
    }

    private static String resourceVersion(ApiResponse reply) {
        return reply.body().path("metadata").path("resourceVersion").asText("");
    }

    private void awaitServiceAccount(String namespace) {
        String path = "/api/v1/namespaces/%s/serviceaccounts/default".formatted(namespace);
        boolean there = Poll.LOCAL.until(SERVICE_ACCOUNT_BUDGET, () -> {
            ApiResponse reply = cluster.get(path);
            // Without the right to read it there is nothing to wait for: if it is really missing, the refusal of the
            // pods says so.
            return reply.isSuccess() || reply.code() == HttpURLConnection.HTTP_FORBIDDEN;
        });
        if (!there) {
            throw new CheckFailedException(Finding.of(
                            Cause.NODE_NOT_READY,
                            "The namespace %s got no default ServiceAccount within %d s."
                                    .formatted(namespace, SERVICE_ACCOUNT_BUDGET.toSeconds()))
                    .likely("the cluster's controller manager does not work")
                    .next("kubectl -n %s get serviceaccounts".formatted(namespace)));
        }
    }

    private static void forEach(List<Manifest> manifests, Consumer<Manifest> work) {
        List<CheckFailedException> refusals = new ArrayList<>();
        for (Manifest manifest : manifests) {
            try {
                work.accept(manifest);
            } catch (CheckFailedException refusal) {
                refusals.add(refusal);
            }
        }
        if (!refusals.isEmpty()) {
            throw together(refusals);
        }
    }

    private static CheckFailedException together(List<CheckFailedException> refusals) {
        Finding first = refusals.get(0).finding();
        for (CheckFailedException other : refusals.subList(1, refusals.size())) {
            first = first.detail("also", other.finding().reason());
        }
        return new CheckFailedException(first, refusals.get(0));
    }
}
