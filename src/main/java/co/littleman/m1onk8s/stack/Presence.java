package co.littleman.m1onk8s.stack;

import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.cluster.Reply;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the objects of the manifests are on the cluster. */
public final class Presence {
    private final Cluster cluster;
    private final ObjectPaths paths;

    public Presence(Cluster cluster) {
        this.cluster = cluster;
        this.paths = new ObjectPaths(cluster);
    }

    /**
     * Returns where each object is there.
     *
     * @throws Unproven OBJECT_MISSING naming all that are not; API_FORBIDDEN where one may not be read
     */
    public void ofAll(List<Manifest> manifests) {
        List<Manifest> missing = new ArrayList<>();
        for (Manifest manifest : manifests) {
            Reply reply = cluster.get(paths.of(manifest));
            if (reply.code() == HttpURLConnection.HTTP_NOT_FOUND) {
                missing.add(manifest);
            } else if (!reply.isSuccess()) {
                throw Refusal.of(manifest, reply);
            }
        }
        if (!missing.isEmpty()) {
            throw new Unproven(finding(missing));
        }
    }

    private static Finding finding(List<Manifest> missing) {
        Finding finding = Finding.of(
                        Cause.OBJECT_MISSING,
                        "Not on the cluster: %s."
                                .formatted(missing.stream().map(Manifest::title).collect(Collectors.joining(", "))))
                .expected("every object of the manifests")
                .likely("never installed, deleted since, or the manifests are for another cluster");
        for (Manifest manifest : missing) {
            finding = finding.fact("missing", manifest.title(), manifest.file());
        }
        Manifest first = missing.get(0);
        String in = first.namespace() == null ? "" : "-n " + first.namespace() + " ";
        return finding.next("kubectl %sget %s %s".formatted(in, first.kind(), first.name()));
    }
}
