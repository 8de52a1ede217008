// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.VerifyScript;
import co.littleman.m1onk8s.settings.ImageOverrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The steps of docs/existing-clusters.md, as a newcomer types them: from the printed rights to a verdict. */
@Tag("proof")
@ExtendWith(StagingCluster.Resolver.class)
class WalkthroughIT {
    @TempDir
    private Path directory;

    @BeforeAll
    static void isBuilt() throws IOException {
        VerifyScript.isBuilt();
    }

    @Test
    void fromThePrintedRightsToAVerdict(StagingCluster on) throws Exception {
        StagedStack stack = on.stack(directory, "walk");
        String manifests = stack.variant().directory().toString();
        VerifyScript verify = new VerifyScript(directory);

        assertThat(verify.run("--manifests", manifests, "--print-rbac", "talk")).isZero();
        on.node().onServer("sh", "-c", "kubectl apply -f - <<'END'\n%sEND".formatted(verify.output()));
        String token = on.node()
                .onServer("kubectl", "-n", "walk", "create", "token", "m1onk8s-verify")
                .strip();
        Path kubeconfig = stack.written("kubeconfig", """
                apiVersion: v1
                kind: Config
                clusters:
                  - {name: staging, cluster: {server: "%s", certificate-authority-data: %s}}
                users:
                  - {name: verifier, user: {token: %s}}
                contexts:
                  - {name: staging, context: {cluster: staging, user: verifier}}
                """.formatted(on.server(), on.authority(), token));
        Path team = stack.written("verify.yml", "client-labels: {role: web}\n" + overrides(on));
        List<String> options = List.of(
                "--manifests",
                manifests,
                "--kubeconfig",
                kubeconfig.toString(),
                "--config",
                team.toString(),
                "--report",
                directory + "/report",
                "--context",
                "staging");

        assertThat(verify.run(options.toArray(String[]::new)))
                .as(verify.output())
                .isZero();
        assertThat(verify.output()).containsPattern("""
                 +run [0-9a-f]{8} of .*
                .* cluster
                 +context: +staging
                 +server: +%s
                 +uid: +%s
                 +user: +%s
                 +namespace: +walk
                 +level: +observe
                """.formatted(
                        on.server(), on.uid(), stack.verifier().user()));
        assertThat(verify.output()).containsPattern("PASS: [0-9]+ passed, 0 failed, 0 inconclusive");

        List<String> talk = with(options, "--level", "talk");
        assertThat(verify.run(talk.toArray(String[]::new))).as(verify.output()).isEqualTo(3);
        String line = "- {name: staging, uid: %s, level: talk}".formatted(on.uid());
        assertThat(verify.output()).contains(line);

        Files.writeString(team, Files.readString(team) + "clusters:\n  " + line + "\n");
        assertThat(verify.run(talk.toArray(String[]::new))).as(verify.output()).isZero();
        assertThat(verify.output())
                .contains("which is staging in walk-verify.yml")
                .containsPattern("PASS +cache redis-keeps-a-key")
                .containsPattern("PASS: [0-9]+ passed, 0 failed, 0 inconclusive");
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), List.of(more).stream()).toList();
    }

    /** As a team writes them down whose cluster pulls from a mirror; none if the images go by their own names. */
    private static String overrides(StagingCluster on) {
        ImageOverrides overrides = on.plain().overrides();
        return overrides.byName().isEmpty()
                ? ""
                : "image-overrides: {%s}\n"
                        .formatted(overrides.byName().entrySet().stream()
                                .map(entry -> "\"%s\": \"%s\"".formatted(entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining(", ")));
    }
}
