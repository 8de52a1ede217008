// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.access.Account;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.rbac.Rbac;
import co.littleman.m1onk8s.rbac.RequiredPermissions;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.stack.Stack;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The stack in a namespace of a cluster that people depend on.
 *
 * @param canaries texts that no report may show: what the namespace's Secret and its neighbour hold
 */
record StagedStack(StagingCluster on, Variant variant, List<String> canaries) {
    /** Whom the namespace's policies let in. */
    static final Map<String, String> CLIENT = Map.of("role", "web");

    private static final Pattern CANARY = Pattern.compile("canary[-0-9a-f]+");

    static StagedStack install(StagingCluster on, Variant variant) {
        String guarded = Pattern.compile("CANARY")
                .matcher(StagingCluster.resource("namespace.yml")
                        .replace("NAMESPACE", variant.namespace())
                        .replace("IMAGE", image(on)))
                .replaceAll(found -> "canary" + UUID.randomUUID());
        apply(on, guarded);
        StagedStack stack = new StagedStack(
                on,
                variant,
                CANARY.matcher(guarded).results().map(MatchResult::group).toList());
        Result installed = Verification.run(stack.settings(stack.own(), Level.INSTALL, "rollout-complete"));
        if (installed.exitCode() != 0) {
            throw new IllegalStateException(installed.verdicts().toString());
        }
        return stack;
    }

    private static String image(StagingCluster on) {
        String image = "redis:7.0.15";
        return on.plain().overrides().byName().getOrDefault(image, image);
    }

    String namespace() {
        return variant.namespace();
    }

    /** Another team's namespace, which the policies let in. */
    String peer() {
        return namespace() + "-peer";
    }

    Residue traces() {
        return new Residue(on.admin(), namespace());
    }

    Residue peerTraces() {
        return new Residue(on.admin(), peer());
    }

    /** Nothing made, nothing held, and no key but such as expires by itself. */
    void isClean() {
        traces().areGone();
        peerTraces().areGone();
        assertThat(traces().keys()).noneMatch(key -> key.contains(":pressure:tag:"));
    }

    /** Who judges here. */
    Account verifier() {
        return new Account(namespace(), "m1onk8s-verify");
    }

    /** What {@code scripts/verify --print-rbac} prints for a level, and nothing else, and a way in for it. */
    Target.Existing withRightsFor(Level level, AllowedCluster... listed) {
        Settings asked = settings(own(), level);
        grant(RequiredPermissions.of(level, Stack.read(asked, Kinds.all()), asked.scope()));
        return existing(listed);
    }

    /** What {@code verify.yml} and the command line say for a run of who may disrupt. */
    List<String> options(Level level, String... more) {
        Target.Existing target = withRightsFor(Level.DISRUPT);
        Path team = written("verify.yml", """
                clusters: [{name: staging, uid: %s, level: disrupt}]
                client-labels: {role: web}
                peer-namespace: %s
                """.formatted(on.uid(), peer()));
        return Stream.concat(
                        Stream.of(
                                "--manifests",
                                variant.directory().toString(),
                                "--kubeconfig",
                                file(target).toString(),
                                "--context",
                                target.context(),
                                "--config",
                                team.toString(),
                                "--level",
                                level.word()),
                        Stream.of(more))
                .toList();
    }

    /** Leaves the verifier with a login. */
    void withdrawRights() {
        on.admin()
                .rbac()
                .roleBindings()
                .inNamespace(namespace())
                .withName(verifier().name())
                .delete();
    }

    /** As a pipeline does whose new version differs in the pod template. */
    void deployAgain() {
        on.admin()
                .apps()
                .deployments()
                .inNamespace(namespace())
                .withName("cache")
                .rolling()
                .restart();
    }

    /** As a drain of its node does. */
    void evictPod() {
        on.admin()
                .pods()
                .inNamespace(namespace())
                .withLabel("role", "cache")
                .resources()
                .forEach(PodResource::evict);
    }

    void delete() {
        for (String where : List.of(namespace(), peer())) {
            on.admin().namespaces().withName(where).delete();
        }
    }

    /** Gives the verifier these rights, and no others. */
    void grant(List<Permission> rights) {
        for (String where : List.of(namespace(), peer(), "kube-system")) {
            String name = verifier().name() + (where.equals(namespace()) ? "" : "-" + namespace());
            on.admin().rbac().roles().inNamespace(where).withName(name).delete();
            on.admin().rbac().roleBindings().inNamespace(where).withName(name).delete();
        }
        apply(on, Rbac.yaml(rights, namespace()));
    }

    /** As an administrator of the cluster, whose own it is. */
    Target.Own own() {
        return new Target.Own(written("admin.kubeconfig", on.kubeconfig()), "default");
    }

    /** As the verifier, by a context that is named. */
    Target.Existing existing(AllowedCluster... listed) {
        Path kubeconfig = written("verifier.kubeconfig", verifier().kubeconfig(on.admin(), on.kubeconfig()));
        return new Target.Existing(kubeconfig, "default", new AllowList("verify.yml", List.of(listed)));
    }

    /** Its kubeconfig, which is one file. */
    static Path file(Target.Existing target) {
        return target.kubeconfig().files().get(0);
    }

    Path written(String name, String text) {
        try {
            return Files.writeString(variant.directory().resolveSibling(namespace() + "-" + name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Settings settings(Target target, Level level, String... checks) {
        Settings plain = on.plain();
        return plain.toBuilder()
                .manifests(variant.directory())
                .target(target)
                // Who makes no pod there asks for no right there.
                .scope(new Scope(level, false, level.allows(Level.PROBE) ? peer() : null, null, CLIENT))
                .namespace(null)
                .apply(level == Level.INSTALL)
                .checks(Set.of(checks))
                .components(Set.of())
                .report(variant.directory().resolve("report"))
                .build();
    }

    /** As an administrator. */
    void apply(String yaml) {
        apply(on, yaml);
    }

    private static void apply(StagingCluster on, String yaml) {
        on.admin()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
    }
}
