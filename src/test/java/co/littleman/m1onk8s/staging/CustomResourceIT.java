// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.TestCluster;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A custom resource that an existing cluster lacks is one FAIL, and costs the rest of the stack nothing. */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class CustomResourceIT {
    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: tills.it.example}
            spec:
              group: it.example
              scope: Namespaced
              names: {plural: tills, singular: till, kind: Till}
              versions:
                - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
            """;

    @TempDir
    private Path directory;

    @Test
    void aKindThatNobodyServesThereIsNamed(TestCluster on) throws IOException {
        Variant variant = installed(on, "unserved-kind");
        write(variant, "60-till.yml", till(variant));

        Result result = observed(on, variant);

        assertThat(custom(result))
                .returns(Outcome.FAIL, Verdict::outcome)
                .returns("unknown-kind", Verdict::cause)
                .returns("60-till.yml:1: the API server knows no Till in it.example/v1.", Verdict::reason);
        assertThat(FindingsInReports.causes(result)).containsExactly("unknown-kind");
    }

    @Test
    void anObjectThatIsMissingIsNamedAndOneThatIsThereIsFound(TestCluster on) throws IOException {
        Variant variant = installed(on, "missing-till");
        on.cluster()
                .client()
                .load(Files.newInputStream(write(variant, "60-definition.yml", DEFINITION)))
                .create();
        Path till = write(variant, "61-till.yml", till(variant));
        try {
            Result without = observed(on, variant);
            on.cluster().client().load(Files.newInputStream(till)).create();
            Result with = observed(on, variant);

            assertThat(custom(without))
                    .returns("object-missing", Verdict::cause)
                    .returns("Not on the cluster: Till %s/first.".formatted(variant.namespace()), Verdict::reason);
            assertThat(FindingsInReports.causes(without)).containsExactly("object-missing");
            assertThat(custom(with).outcome()).as(FindingsInReports.of(with)).isEqualTo(Outcome.PASS);
        } finally {
            on.cluster()
                    .client()
                    .apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName("tills.it.example")
                    .delete();
        }
    }

    private Variant installed(TestCluster on, String name) {
        Variant variant = Variant.of(directory, name);
        Result result = Verification.run(on.install(variant, "rollout-complete"));
        assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        return variant;
    }

    private static Path write(Variant variant, String name, String text) throws IOException {
        return Files.writeString(variant.directory().resolve(name), text);
    }

    private static String till(Variant variant) {
        return "apiVersion: it.example/v1\nkind: Till\nmetadata: {name: first, namespace: %s}\n"
                .formatted(variant.namespace());
    }

    private static Result observed(TestCluster on, Variant variant) {
        AllowedCluster allowed = new AllowedCluster("staging", on.uid(), Level.OBSERVE, false);
        Target.Existing target =
                new Target.Existing(on.kubeconfig(), "default", new AllowList("verify.yml", List.of(allowed)));
        return Verification.run(on.shared(variant, target, Level.OBSERVE));
    }

    private static Verdict custom(Result result) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.check().equals("custom-resources-present"))
                .findFirst()
                .orElseThrow();
    }
}
