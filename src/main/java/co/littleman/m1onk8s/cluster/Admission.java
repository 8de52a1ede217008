package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Reach;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.verdict.Progress;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets a run onto a cluster: asks which cluster it is and who we are there, and decides how far the run may go. Until
 * then, and after it on a cluster that is only observed, no request that writes leaves this process.
 */
public final class Admission {
    private final Settings settings;
    private final Cluster cluster;
    private final Progress progress;

    public Admission(Settings settings, Cluster cluster, Progress progress) {
        this.settings = settings;
        this.cluster = cluster;
        this.progress = progress;
    }

    /**
     * Where the run stands.
     *
     * @param namespaces those of the stack
     * @throws co.littleman.m1onk8s.verdict.Unproven where the cluster does not tell what must be known
     */
    public Standing of(Set<String> namespaces) {
        Reach reach = settings.reach();
        if (!(settings.target() instanceof Target.Existing existing)) {
            return Standing.ours(reach.level());
        }
        Identity identity = Identity.of(cluster);
        progress.note("context:   " + existing.context());
        progress.note("server:    " + cluster.server());
        progress.note("uid:       " + known(identity.uid(), "unknown: namespace kube-system may not be read"));
        progress.note("user:      " + known(identity.user(), "unknown: this cluster does not tell"));
        progress.note("namespace: " + String.join(", ", new TreeSet<>(namespaces)));

        LevelInForce level = LevelInForce.of(reach.level(), caps(touched(namespaces)));
        progress.note("level:     " + level);
        cluster.admit(level.level());
        return new Standing(existing.context(), identity.uid(), identity.user(), level.level());
    }

    private static String known(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    /** A client pod in a peer's namespace is that owner's business as well. */
    private Set<String> touched(Set<String> namespaces) {
        Set<String> touched = new TreeSet<>(namespaces);
        if (settings.reach().peerNamespace() != null) {
            touched.add(settings.reach().peerNamespace());
        }
        return touched;
    }

    private List<LevelCap> caps(Set<String> namespaces) {
        List<LevelCap> caps = new ArrayList<>();
        for (String name : namespaces) {
            Reply reply = cluster.get("/api/v1/namespaces/" + name);
            boolean harmless =
                    settings.reach().level() == Level.OBSERVE && reply.code() == HttpURLConnection.HTTP_FORBIDDEN;
            if (!reply.isSuccess() && reply.code() != HttpURLConnection.HTTP_NOT_FOUND && !harmless) {
                throw ApiProblem.of(
                        "asking whether namespace %s has the label %s".formatted(name, LevelCap.LABEL), reply);
            }
            String said =
                    reply.body().at("/metadata/labels").path(LevelCap.LABEL).asText("");
            if (!said.isEmpty()) {
                caps.add(new LevelCap(name, said));
            }
        }
        return caps;
    }
}
