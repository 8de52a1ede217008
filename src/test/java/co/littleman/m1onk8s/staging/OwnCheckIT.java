// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.RunPermissions;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A user's own check has the rights of its level and those that it declared, whatever the run's user may do. */
@Tag("proof")
@ExtendWith(StagingCluster.Resolver.class)
class OwnCheckIT {
    @TempDir
    private Path directory;

    @Test
    void whoAsksForMoreThanItDeclaredGetsNoAnswerAndTheOthersStand(StagingCluster on) {
        StagedStack stack = on.stack(directory, "undeclared");
        Settings settings = stack.settings(
                stack.own(), Level.OBSERVE, "counts-config", "counts-in-silence", "knows-its-config", "deletes-pods");

        Result result = Verification.run(
                settings,
                Progress.NONE,
                Catalogue.standard()
                        .with(
                                new CountsConfigMaps("counts-config", false),
                                new Silent(),
                                new CountsConfigMaps("knows-its-config", true),
                                new DeletesPods()));

        assertThat(of(result, "counts-config"))
                .returns(Outcome.INCONCLUSIVE, Verdict::outcome)
                .returns("right-not-declared", Verdict::cause)
                .returns(
                        "The check counts-config asked for a right that it did not declare: list configmaps in namespace %s."
                                .formatted(stack.namespace()),
                        Verdict::reason);
        assertThat(of(result, "counts-config").message())
                .contains("class " + CountsConfigMaps.class.getName())
                .contains("new Permission(namespace, \"\", \"configmaps\", \"\", List.of(\"list\"))");
        assertThat(of(result, "counts-in-silence").cause()).isEqualTo("right-not-declared");
        assertThat(of(result, "deletes-pods").reason()).contains("deletecollection pods in namespace");
        assertThat(on.admin()
                        .pods()
                        .inNamespace(stack.namespace())
                        .withLabel("role", "cache")
                        .list()
                        .getItems())
                .hasSize(1);
        assertThat(of(result, "knows-its-config").outcome()).isEqualTo(Outcome.PASS);
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void whatItDeclaresIsAmongTheRightsOfTheRun(StagingCluster on) {
        StagedStack stack = on.stack(directory, "declared");
        Catalogue catalogue = Catalogue.standard().with(new CountsConfigMaps("knows-its-config", true));
        Settings settings =
                stack.settings(stack.withRightsFor(Level.OBSERVE, on.listed()), Level.OBSERVE, "knows-its-config");

        Result without = Verification.run(settings, Progress.NONE, catalogue);

        assertThat(FindingsInReports.of(without))
                .contains("missing   list configmaps in namespace " + stack.namespace())
                .contains("RunPermissions.of(settings, catalogue).yaml(Level.OBSERVE)");

        stack.apply(RunPermissions.of(settings, catalogue).yaml(Level.OBSERVE));
        Result with = Verification.run(settings, Progress.NONE, catalogue);

        assertThat(of(with, "knows-its-config").outcome())
                .as(FindingsInReports.of(with))
                .isEqualTo(Outcome.PASS);
    }

    private static Verdict of(Result result, String check) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    /** Reads what no check of the suite lists. */
    private record CountsConfigMaps(String id, boolean declared) implements Check.OfStack {
        @Override
        public CheckInfo info() {
            return CheckInfo.of(id, Level.OBSERVE, "The namespace has ConfigMaps.", "Nothing configures the shop.");
        }

        @Override
        public List<Permission> permissions(String namespace) {
            return declared ? List.of(new Permission(namespace, "", "configmaps", "", List.of("list"))) : List.of();
        }

        @Override
        public void check(RunContext it) {
            for (String namespace : it.namespaces()) {
                if (it.cluster()
                        .client()
                        .configMaps()
                        .inNamespace(namespace)
                        .list()
                        .getItems()
                        .isEmpty()) {
                    throw new CheckFailedException(Finding.of(Cause.OWN_CHECK_FAILED, "There is no ConfigMap."));
                }
            }
        }
    }

    /** Takes the refusal for an answer. */
    private static final class Silent implements Check.OfStack {
        @Override
        public CheckInfo info() {
            return CheckInfo.of(
                    "counts-in-silence", Level.OBSERVE, "The namespace has Secrets.", "Nobody can log in anywhere.");
        }

        @Override
        public void check(RunContext it) {
            try {
                it.cluster().client().secrets().inAnyNamespace().list();
            } catch (RuntimeException e) {
                // Nothing is left to do: this is what the test is about.
                return;
            }
        }
    }

    /** Says that it only looks. */
    private static final class DeletesPods implements Check.OfStack {
        @Override
        public CheckInfo info() {
            return CheckInfo.of("deletes-pods", Level.OBSERVE, "Pods may go.", "They stay.");
        }

        @Override
        public void check(RunContext it) {
            it.namespaces()
                    .forEach(namespace -> it.cluster()
                            .client()
                            .pods()
                            .inNamespace(namespace)
                            .withLabel("role", "cache")
                            .delete());
        }
    }
}
