package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.stack.Applied;
import co.littleman.m1onk8s.stack.Applier;
import co.littleman.m1onk8s.stack.Change;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.Result;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is right stays green, and what is done twice changes nothing. */
@ExtendWith(TestCluster.Resolver.class)
class GoodStackIT {
    @TempDir
    private Path directory;

    @Test
    void aSecondApplyOfTheSameFilesChangesNothing(TestCluster on) {
        Stack stack = Stack.read(on.install(Variant.of(directory, "twice")));

        assertThat(changes(on, stack)).containsExactly(Change.CREATED, Change.CREATED, Change.CREATED);
        assertThat(changes(on, stack)).containsExactly(Change.UNCHANGED, Change.UNCHANGED, Change.UNCHANGED);
    }

    @Test
    void aChangedFilePatchesJustItsObject(TestCluster on) {
        Variant variant = Variant.of(directory, "changed");
        changes(on, Stack.read(on.install(variant)));
        variant.with(Variant.SERVICE, "/metadata/labels/changed", "yes");

        assertThat(changes(on, Stack.read(on.install(variant))))
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
                .allMatch(verdict -> verdict.reason().matches("need: .*|no-peer"));
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
    void aNumberedTargetPortIsAsGoodAsANamedOne(TestCluster on) {
        Variant variant = Variant.of(directory, "numbered").with(Variant.SERVICE, "/spec/ports/0/targetPort", 6379);

        assertThat(Verification.run(on.install(variant)).exitCode()).isZero();
    }

    private static List<Change> changes(TestCluster on, Stack stack) {
        return new Applier(on.cluster())
                .apply(stack.manifests()).stream().map(Applied::change).toList();
    }
}
