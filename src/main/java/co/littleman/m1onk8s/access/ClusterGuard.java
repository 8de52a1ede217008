// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides from names, the list and the caps how far a run may go. A run that only observes gets
 * in everywhere; for more, the cluster must be on the list, and must not look like production unless the list says that
 * it is.
 *
 * @param allowed the list
 * @param context how the cluster was named
 * @param server URL of its API server
 * @param uid of the cluster; empty if it may not be read
 * @param namespaces those that the run touches
 */
record ClusterGuard(AllowList allowed, String context, String server, String uid, Set<String> namespaces) {
    /**
     * The level in force.
     *
     * @throws CheckFailedException CLUSTER_NOT_ALLOWED, LOOKS_LIKE_PRODUCTION
     */
    EffectiveLevel pass(Level asked, List<MaxLevel> caps) {
        if (asked == Level.OBSERVE) {
            return EffectiveLevel.of(asked, List.of());
        }
        if (uid.isEmpty()) {
            throw new CheckFailedException(nameless(asked));
        }
        AllowedCluster entry = allowed.find(uid).orElseThrow(() -> new CheckFailedException(unlisted(asked)));
        List<String> signs = signs(entry);
        if (!signs.isEmpty() && !entry.production()) {
            throw new CheckFailedException(production(entry, asked, signs));
        }
        List<MaxLevel> all = new ArrayList<>(caps);
        all.add(MaxLevel.ofCluster(entry, allowed.file()));
        return EffectiveLevel.of(asked, all);
    }

    private List<String> signs(AllowedCluster entry) {
        List<String> names = new ArrayList<>(
                List.of("context " + context, "server " + server, "the list's name for it, " + entry.name()));
        new TreeSet<>(namespaces).forEach(namespace -> names.add("namespace " + namespace));
        return names.stream().filter(ProductionLike::is).toList();
    }

    private Finding nameless(Level asked) {
        return Finding.of(
                        Cause.CLUSTER_NOT_ALLOWED,
                        "It is not known which cluster this is, so only observe is allowed there: namespace kube-system, whose uid is the cluster's, may not be read.")
                .expected("the right to get namespace kube-system, for %s".formatted(asked.word()))
                .next("kubectl --context %s auth can-i get namespace/kube-system".formatted(context));
    }

    private Finding unlisted(Level asked) {
        return Finding.of(
                        Cause.CLUSTER_NOT_ALLOWED,
                        "The cluster of context %s is not on the list of those on which a run may do more than observe."
                                .formatted(context))
                .expected("uid %s under clusters: in %s".formatted(uid, allowed.file()))
                .seen(
                        allowed.clusters().isEmpty()
                                ? "an empty list"
                                : "other clusters: "
                                        + String.join(
                                                ", ",
                                                allowed.clusters().stream()
                                                        .map(AllowedCluster::name)
                                                        .toList()))
                .detail("the line", "- {name: %s, uid: %s, level: %s}".formatted(context, uid, asked.word()))
                .next("if it is the right cluster, add the line and commit it; or run at observe, the default");
    }

    private Finding production(AllowedCluster entry, Level asked, List<String> signs) {
        return Finding.of(
                        Cause.LOOKS_LIKE_PRODUCTION,
                        "This looks like production, and a run does no more than observe there unless %s says so in so many words."
                                .formatted(allowed.file()))
                .expected("a cluster to test on, for %s".formatted(asked.word()))
                .seen(String.join(", ", signs))
                .detail("listed as", entry.name())
                .next(
                        "run at observe, the default; or, if it must be this cluster, add to the entry:  production: \"%s\""
                                .formatted(AllowedCluster.PRODUCTION));
    }
}
