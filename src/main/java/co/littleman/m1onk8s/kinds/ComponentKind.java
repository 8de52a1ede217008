// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.stack.Server;
import co.littleman.m1onk8s.stack.ServerDetector;
import co.littleman.m1onk8s.stack.Stack;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of program that a component may run, with all that a run knows of it: how it is detected, its checks, its
 * causes, its log, its rights and its clean-up. An implementation is registered as a service (META-INF/services); one
 * that has options of its own registers {@link co.littleman.m1onk8s.settings.KindOptions} as well.
 */
public interface ComponentKind extends ServerDetector {
    /** Its name, such as {@code http}: the {@link Server#kind} of the servers that it detects. */
    String name();

    /** Its checks, each after those of its own that it depends on. They may also depend on any general check. */
    List<Check> checks();

    /**
     * Ids of those of its checks that are about any component, such as one that looks at annotations only. The others
     * are planned only for components that run a server of this kind.
     */
    default Set<String> checksOfAnyComponent() {
        return Set.of();
    }

    /** The causes that only its checks give. */
    List<Cause> causes();

    /** The annotations of a Service that it reads, without {@link OwnAnnotations#PREFIX}. */
    default List<String> serviceAnnotations() {
        return List.of();
    }

    /**
     * The checks without which a general check does not disturb a component: a server that does not answer before says
     * nothing when it does not answer after.
     *
     * @param check id of the general check
     */
    default List<CheckInfo> beforeDisruption(String check) {
        return List.of();
    }

    /** What of its checks' findings is a consequence of another finding. */
    default List<ConsequenceRule> consequences() {
        return List.of();
    }

    /** The refusals of its server that several checks may quote; empty if it has no words for them. */
    default Optional<SharedRefusal> refusal() {
        return Optional.empty();
    }

    /** How its programs log. */
    default LogDialect log() {
        return LogDialect.NONE;
    }

    /**
     * Refuses settings and manifests of its own that are wrong, before anything is asked of a cluster.
     *
     * @throws co.littleman.m1onk8s.settings.SettingsException naming the thing and the rule
     */
    default void requireValid(Settings settings, Stack stack) {}

    /** The rights in one namespace that it needs from level talk up, beside those that every run has. */
    default List<Permission> permissions(Settings settings, String namespace) {
        return List.of();
    }

    /**
     * What it holds for one run.
     *
     * @param maySpeak false if the run is below level talk: then no secret is read
     */
    default KindRun begin(Cluster cluster, Settings settings, boolean maySpeak) {
        return KindRun.NONE;
    }

    /**
     * Deletes what killed runs have left in its servers.
     *
     * @return why something may still be there; empty if nothing is
     */
    default Optional<String> deleteOrphans(RunContext context, Set<RunId> killed, Progress progress) {
        return Optional.empty();
    }

    /** Environment variables in which its clients read the number of a port. */
    default Set<String> portVariables() {
        return Set.of();
    }

    /** How long clients of its server bear to be without it; empty if that is not known. */
    default Optional<Duration> bearableGap() {
        return Optional.empty();
    }

    /** Ends the main process of its server by a command of its own; false if it has none, or refuses. */
    default boolean stop(ComponentContext it, Pod pod) {
        return false;
    }

    /**
     * The finding of a probe of one of its servers, with what the server itself says if the probe keeps that to itself.
     *
     * @param command that the probe runs; empty for a probe without one
     */
    default Finding explainProbe(
            Finding finding, ComponentContext it, Pod pod, Container container, List<String> command) {
        return finding;
    }
}
