// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import co.littleman.m1onk8s.apply.Applied;
import co.littleman.m1onk8s.apply.Applier;
import co.littleman.m1onk8s.apply.Change;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.stack.Stack;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is right stays green, and what is done twice changes nothing. */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class GoodStackIT {
    @TempDir
    private Path directory;

    @Test
    void aSecondApplyOfTheSameFilesChangesNothing(TestCluster on) {
        Stack stack = Stack.read(on.install(Variant.of(directory, "twice")), Kinds.all());

        assertThat(changes(on, stack)).containsExactly(Change.CREATED, Change.CREATED, Change.CREATED);
        assertThat(changes(on, stack)).containsExactly(Change.UNCHANGED, Change.UNCHANGED, Change.UNCHANGED);
    }

    @Test
    void aChangedFilePatchesJustItsObject(TestCluster on) {
        Variant variant = Variant.of(directory, "changed");
        changes(on, Stack.read(on.install(variant), Kinds.all()));
        variant.with(Variant.SERVICE, "/metadata/labels/changed", "yes");

        assertThat(changes(on, Stack.read(on.install(variant), Kinds.all())))
                .containsExactly(Change.UNCHANGED, Change.UNCHANGED, Change.CONFIGURED);
    }

    @Test
    void aStackThatIsThereIsJudgedWithoutInstallingIt(TestCluster on) {
        Variant variant = Variant.of(directory, "judged");
        assertThat(Verification.run(on.install(variant)).exitCode()).isZero();

        Result result = Verification.run(on.judge(variant));

        assertThat(result.exitCode()).isZero();
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.outcome() != Outcome.PASS)
                .allMatch(verdict -> verdict.reason().matches("requires: .*|no-peer|not-asked"));
        assertThat(on.cluster().client().pods().inNamespace("judged").list().getItems())
                .as("the client pod is gone")
                .allMatch(pod -> pod.getMetadata().getName().startsWith("cache-"));
    }

    @Test
    void aNamespaceThatEnforcesRestrictedPodSecurityTakesTheStackAndTheClientPod(TestCluster on) {
        on.cluster()
                .client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("restricted")
                        .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                        .endMetadata()
                        .build())
                .create();

        assertThat(Verification.run(on.install(Variant.of(directory, "restricted")))
                        .exitCode())
                .isZero();
    }

    @Test
    void aNamedPeerAsksAsWellAndLeavesNothing(TestCluster on) {
        on.cluster()
                .client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("peer")
                        .endMetadata()
                        .build())
                .create();

        Result result = Verification.run(on.install(
                Variant.of(directory, "with-peer"),
                new Scope(Level.INSTALL, false, "peer", null, Map.of()),
                "peer-reaches-service"));

        assertThat(verdict(result, "peer-reaches-service").outcome()).isEqualTo(Outcome.PASS);
        assertThat(on.cluster().client().pods().inNamespace("peer").list().getItems())
                .isEmpty();
    }

    @Test
    void aClientThatAPolicyLetsInIsBelievedAndOneThatItKeepsOutIsNot(TestCluster on) {
        Variant variant = Variant.of(directory, "policy").also("40-cache.np.yml", """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: cache-clients, namespace: policy}
                spec:
                  podSelector: {matchLabels: {role: cache}}
                  ingress:
                    - from: [{podSelector: {matchLabels: {role: web}}}]
                      ports: [{port: 6379}]
                    - ports: [{port: metrics}]
                """);

        Result stranger = Verification.run(on.install(variant));
        Result friend = Verification.run(on.install(
                variant, new Scope(Level.INSTALL, false, null, null, Map.of("role", "web")), "redis-answers-by-name"));

        // This node does not enforce policies, and the run cannot know that it is only a test's.
        assertThat(stranger.verdicts())
                .filteredOn(verdict -> verdict.outcome() == Outcome.FAIL)
                .extracting(Verdict::check, Verdict::cause)
                .containsExactly(tuple("policy-keeps-strangers-out", "policy-not-enforced"));
        assertThat(verdict(stranger, "redis-answers-by-name").reason())
                .isEqualTo(
                        "requires: a client that network policy cache-clients lets in; --client-labels gives it labels");
        assertThat(verdict(friend, "redis-answers-by-name").outcome()).isEqualTo(Outcome.PASS);
    }

    private static Verdict verdict(Result result, String check) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNumberedTargetPortIsAsGoodAsANamedOne(TestCluster on) {
        Variant variant = Variant.of(directory, "numbered").with(Variant.SERVICE, "/spec/ports/0/targetPort", 6379);

        assertThat(Verification.run(on.install(variant)).exitCode()).isZero();
    }

    private static List<Change> changes(TestCluster on, Stack stack) {
        return new Applier(on.cluster())
                .apply(stack.manifests()).stream().map(Applied::change).toList();
    }
}
