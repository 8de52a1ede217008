// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Lets a run onto a cluster: asks which cluster it is and who we are there, and decides how far the run may go. Until
 * then, and after it on a cluster that is only observed, no request that writes leaves this process.
 */
public final class ClusterAccess {
    private final Settings settings;
    private final Cluster cluster;
    private final Consumer<Level> rights;
    private final Progress progress;

    /**
     * For one run.
     *
     * @param rights returns if the rights for a level are there, and says which are not
     */
    public ClusterAccess(Settings settings, Cluster cluster, Consumer<Level> rights, Progress progress) {
        this.settings = settings;
        this.cluster = cluster;
        this.rights = rights;
        this.progress = progress;
    }

    /**
     * Where the run stands.
     *
     * @param namespaces those of the stack
     * @throws CheckFailedException CLUSTER_NOT_ALLOWED, LOOKS_LIKE_PRODUCTION or RIGHTS_MISSING, or if the cluster
     *     does not tell what must be known
     */
    public ClusterSession of(Set<String> namespaces) {
        Scope scope = settings.scope();
        if (!(settings.target() instanceof Target.Shared shared)) {
            return ClusterSession.ours(scope.level());
        }
        Identity identity = Identity.of(cluster);
        progress.note("context:   " + shared.context());
        progress.note("server:    " + cluster.server());
        if (!cluster.proxy().isEmpty()) {
            progress.note("proxy:     " + cluster.proxy());
        }
        if (cluster.isTrustedBlindly()) {
            progress.note(
                    "warning:   the kubeconfig says insecure-skip-tls-verify: the identity of the server is not checked");
        }
        progress.note("uid:       " + uid(identity.uid(), shared.allowed()));
        progress.note(
                "user:      " + (identity.user().isEmpty() ? "unknown: this cluster does not tell" : identity.user()));
        progress.note("namespace: " + String.join(", ", new TreeSet<>(namespaces)));

        EffectiveLevel level;
        try {
            level = levelInForce(shared, identity, namespaces);
            rights.accept(level.level());
        } catch (CheckFailedException e) {
            progress.note("level:     none, not %s: %s"
                    .formatted(scope.level().word(), e.finding().cause().word()));
            throw e;
        }
        progress.note("level:     " + level);
        cluster.admit(level.level());
        return new ClusterSession(shared.context(), identity.uid(), identity.user(), level.level());
    }

    private EffectiveLevel levelInForce(Target.Shared shared, Identity identity, Set<String> namespaces) {
        Scope scope = settings.scope();
        if (scope.level() != Level.OBSERVE && identity.uid().isEmpty()) {
            // All that is missing, and not just this.
            rights.accept(scope.level());
        }
        // A client pod in a peer's namespace is that owner's business as well.
        Set<String> touched = scope.places(namespaces);
        ClusterGuard gate =
                new ClusterGuard(shared.allowed(), shared.context(), cluster.server(), identity.uid(), touched);
        // The wrong cluster is told as such, whatever is on it.
        gate.pass(scope.level(), List.of());
        return gate.pass(scope.level(), caps(touched));
    }

    private static String uid(String uid, AllowList allowed) {
        if (uid.isEmpty()) {
            return "unknown: namespace kube-system may not be read";
        }
        return uid
                + allowed.find(uid)
                        .map(entry -> ", which is %s in %s".formatted(entry.name(), allowed.file()))
                        .orElse("");
    }

    private List<MaxLevel> caps(Set<String> namespaces) {
        List<MaxLevel> caps = new ArrayList<>();
        for (String name : namespaces) {
            ApiResponse reply = cluster.get("/api/v1/namespaces/" + name);
            boolean harmless =
                    settings.scope().level() == Level.OBSERVE && reply.code() == HttpURLConnection.HTTP_FORBIDDEN;
            if (!reply.isSuccess() && reply.code() != HttpURLConnection.HTTP_NOT_FOUND && !harmless) {
                if (reply.code() == HttpURLConnection.HTTP_FORBIDDEN) {
                    rights.accept(settings.scope().level());
                }
                throw ApiProblem.of(
                        "asking whether namespace %s has the label %s".formatted(name, MaxLevel.LABEL), reply);
            }
            if (reply.code() == HttpURLConnection.HTTP_NOT_FOUND && !settings.apply()) {
                throw new CheckFailedException(absent(name));
            }
            String said =
                    reply.body().at("/metadata/labels").path(MaxLevel.LABEL).asText("");
            if (!said.isEmpty()) {
                caps.add(MaxLevel.ofNamespace(name, said));
            }
        }
        return caps;
    }

    private static Finding absent(String namespace) {
        return Finding.of(Cause.NAMESPACE_ABSENT, "Namespace %s is not on this cluster.".formatted(namespace))
                .expected("the namespace of a stack that is already there")
                .likely("another cluster is meant, or the stack has never been installed here")
                .next("kubectl get namespaces   # then --context, --namespace or --peer-namespace");
    }
}
