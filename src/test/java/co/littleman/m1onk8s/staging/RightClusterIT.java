// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The right cluster or none: what a run that must not write has sent, the API server itself has written down. */
@Tag("proof")
@ExtendWith(StagingCluster.Resolver.class)
class RightClusterIT {
    @TempDir
    private Path directory;

    @Test
    void aClusterThatIsNotOnTheListGetsNoRequestThatWrites(StagingCluster on) {
        StagedStack stack = on.stack(directory, "unlisted");
        AllowedCluster other = new AllowedCluster("other", "another-uid", Level.INSTALL, false);

        Result result = Verification.run(stack.settings(stack.withRightsFor(Level.INSTALL, other), Level.INSTALL));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(FindingsInReports.causes(result)).containsExactly("cluster-not-allowed");
        assertThat(FindingsInReports.of(result))
                .contains("- {name: default, uid: %s, level: install}".formatted(on.uid()));
        assertNothingWritten(stack, result);
    }

    @Test
    void aNamespaceThatItsOwnerCapsAtObserveGetsNoRequestThatWrites(StagingCluster on) {
        StagedStack stack = on.stack(directory, "capped");
        Target target = stack.withRightsFor(Level.INSTALL, on.listed());
        cap(stack, "observe");

        Result result = Verification.run(stack.settings(target, Level.INSTALL));

        assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        assertThat(result.run().cluster().level()).isEqualTo("observe");
        assertThat(result.verdicts())
                .extracting(Verdict::reason)
                .contains("level: needs talk", "level: needs probe", "level: needs disrupt", "level: needs install");
        assertNothingWritten(stack, result);
    }

    @Test
    void theOwnerOfTheNamespaceHasTheLastWordAndNoMore(StagingCluster on) {
        StagedStack stack = on.stack(directory, "capped-at-talk");
        Target target = stack.withRightsFor(Level.INSTALL, on.listed());
        cap(stack, "talk");

        Result result =
                Verification.run(stack.settings(target, Level.INSTALL, "redis-keeps-a-key", "dns-server-answers"));

        assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.check().equals("redis-keeps-a-key"))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.PASS);
        assertThat(result.verdicts()).extracting(Verdict::reason).contains("level: needs probe");
    }

    @Test
    void aNameThatLooksLikeProductionGetsNoRequestThatWritesUnlessTheListSaysThatItIs(StagingCluster on)
            throws IOException {
        StagedStack stack = on.stack(directory, "lookalike");
        Target.Existing target = stack.withRightsFor(Level.TALK, on.listed());
        Path kubeconfig = stack.written(
                "prod.kubeconfig",
                Files.readString(StagedStack.file(target))
                        .replaceAll("name: \"?default\"?", "name: eu-prod")
                        .replaceAll("(cluster|user): \"?default\"?", "$1: eu-prod"));
        AllowedCluster meant = new AllowedCluster("staging", on.uid(), Level.INSTALL, true);

        Result refused = Verification.run(stack.settings(
                new Target.Existing(kubeconfig, "eu-prod", new AllowList("verify.yml", List.of(on.listed()))),
                Level.TALK));

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(FindingsInReports.causes(refused)).containsOnly("looks-like-production");
        assertNothingWritten(stack, refused);

        Result allowed = Verification.run(stack.settings(
                new Target.Existing(kubeconfig, "eu-prod", new AllowList("verify.yml", List.of(meant))),
                Level.TALK,
                "redis-answers-ping"));

        assertThat(allowed.exitCode()).as(FindingsInReports.of(allowed)).isZero();
        assertThat(on.audit().of(stack.verifier())).anyMatch(AuditEvent::isWrite);
    }

    @Test
    void aNamespaceThatIsNotThereGetsNoRequestThatWrites(StagingCluster on) {
        StagedStack stack = new StagedStack(on, Variant.of(directory, "nowhere"), List.of());
        Target.Existing administrator = new Target.Existing(
                stack.own().kubeconfig(), "default", new AllowList("verify.yml", List.of(on.listed())));

        Result result = Verification.run(stack.settings(administrator, Level.DISRUPT));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(FindingsInReports.causes(result)).containsOnly("namespace-absent");
        assertThat(result.run().apiWrites()).isZero();
    }

    @Test
    void aCertificateThatTheKubeconfigDoesNotVouchForIsToldApart(StagingCluster on) {
        StagedStack stack = new StagedStack(on, Variant.of(directory, "untrusted"), List.of());
        Path kubeconfig = stack.written(
                "no-ca.kubeconfig",
                on.kubeconfig().replaceAll("certificate-authority-data: .*", "tls-server-name: \"\""));

        Result result = Verification.run(stack.settings(
                new Target.Existing(kubeconfig, "default", new AllowList("verify.yml", List.of())), Level.OBSERVE));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(FindingsInReports.causes(result)).containsOnly("api-certificate");
    }

    @Test
    void aServiceThatIsNotThereIsTheStacksFault(StagingCluster on) {
        StagedStack stack = on.stack(directory, "halved");
        Target target = stack.withRightsFor(Level.OBSERVE);
        on.admin().services().inNamespace("halved").withName("cache").delete();

        Result result = Verification.run(stack.settings(target, Level.OBSERVE, "objects-present"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(FindingsInReports.causes(result)).containsExactly("object-missing");
        assertThat(FindingsInReports.of(result)).contains("Not on the cluster: Service halved/cache.");
    }

    private static void cap(StagedStack stack, String level) {
        stack.on().admin().namespaces().withName(stack.namespace()).edit(namespace -> {
            namespace.getMetadata().getLabels().putAll(Map.of("m1onk8s.littleman.co/max-level", level));
            return namespace;
        });
    }

    private static void assertNothingWritten(StagedStack stack, Result result) {
        List<AuditEvent> events = stack.on().audit().of(stack.verifier());
        assertThat(events).isNotEmpty().hasSize(result.run().apiRequests());
        assertThat(events).filteredOn(AuditEvent::isWrite).allMatch(AuditEvent::isSelfReview);
        assertThat(result.run().apiWrites()).isZero();
    }
}
