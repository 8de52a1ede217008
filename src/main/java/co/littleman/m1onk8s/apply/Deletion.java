// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.manifest.Manifest;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes manifests off the cluster again, the last one first, as {@code kubectl delete -f} does. */
public final class Deletion {
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final ObjectPaths paths;
    private final Finalizers finalizers;
    private long unservedSince;

    public Deletion(Cluster cluster) {
        this.cluster = cluster;
        this.paths = new ObjectPaths(cluster);
        this.finalizers = new Finalizers(cluster);
    }

    /**
     * Deletes the objects, and waits until none is left, or until nothing is left that could remove their finalizers.
     *
     * @throws CheckFailedException LEFT_BEHIND naming those that do not go
     */
    public void remove(List<Manifest> manifests, Duration budget) {
        List<Manifest> lastFirst = new ArrayList<>(manifests);
        Collections.reverse(lastFirst);
        Map<Manifest, ApiResponse> left = new LinkedHashMap<>();
        for (Manifest manifest : lastFirst) {
            ApiResponse reply = cluster.delete(paths.of(manifest));
            if (!reply.isSuccess() && reply.code() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw ApiRejection.of(manifest, reply);
            }
            left.put(manifest, reply);
        }
        long start = System.nanoTime();
        Poll.REMOTE.until(budget, () -> isGone(left) || isHeldForGood(left));
        if (!left.isEmpty()) {
            throw new CheckFailedException(finding(left, Duration.ofNanos(System.nanoTime() - start)));
        }
    }

    /** Seen at each question for a while: what ends last may take a finalizer with it. */
    private boolean isHeldForGood(Map<Manifest, ApiResponse> left) {
        if (!finalizers.areUnserved(left.values())) {
            unservedSince = 0;
            return false;
        }
        long now = System.nanoTime();
        unservedSince = unservedSince == 0 ? now : unservedSince;
        return now - unservedSince > SETTLED.toNanos();
    }

    /** Asks for those that were there when last asked. */
    private boolean isGone(Map<Manifest, ApiResponse> left) {
        left.replaceAll((manifest, reply) -> cluster.get(paths.of(manifest)));
        left.values().removeIf(reply -> reply.code() == HttpURLConnection.HTTP_NOT_FOUND);
        return left.isEmpty();
    }

    static Finding finding(Map<Manifest, ApiResponse> left, Duration waited) {
        Finding finding = Finding.of(
                        Cause.LEFT_BEHIND,
                        "Still on the cluster %d s after its deletion: %s."
                                .formatted(
                                        waited.toSeconds(),
                                        left.keySet().stream()
                                                .map(Manifest::title)
                                                .collect(Collectors.joining(", "))))
                .expected("every object gone, and its namespace with it");
        for (Map.Entry<Manifest, ApiResponse> one : left.entrySet()) {
            finding = finding.detail("left", one.getKey().title(), one.getKey().file());
            String why = why(one.getValue());
            if (!why.isEmpty()) {
                finding = finding.detail("because", why);
            }
        }
        return finding.likely("a finalizer that nobody serves, or pods that do not end")
                .next("kubectl get namespaces -o yaml   # finalizers and status.conditions tell what it waits for");
    }

    /** Finalizers of the object itself, and what a namespace says of its contents. */
    private static String why(ApiResponse reply) {
        List<String> reasons = new ArrayList<>();
        reply.body()
                .path("metadata")
                .path("finalizers")
                .forEach(finalizer -> reasons.add("finalizer " + finalizer.asText()));
        reply.body().path("status").path("conditions").forEach(condition -> {
            if (condition.path("status").asText().equals("True")) {
                reasons.add(condition.path("message").asText());
            }
        });
        return String.join("\n", reasons);
    }
}
