// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.VerifyScript;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The steps of examples/existing-cluster, as its reader types them. */
@Tag("proof")
@ExtendWith(StagingCluster.Resolver.class)
class ExistingClusterExampleIT {
    private static final Path EXAMPLE = Path.of("examples", "existing-cluster");
    private static final Pattern STEP = Pattern.compile("^ *```sh\n(.*?)^ *```", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    private Path root;

    private Path example;

    @BeforeAll
    static void isBuilt() throws IOException {
        VerifyScript.isBuilt();
    }

    /** A copy, because a step writes into a file. */
    @BeforeEach
    void copied() throws Exception {
        example = Files.createDirectories(root.resolve(EXAMPLE));
        Files.copy(EXAMPLE.resolve("verify.yml"), example.resolve("verify.yml"));
        Path script = Files.createDirectory(root.resolve("scripts")).resolve("verify");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '%s' \"$@\"\n"
                        .formatted(Path.of("scripts", "verify").toAbsolutePath()));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        typed("cp -r '%s' ../..".formatted(Path.of("manifests").toAbsolutePath()));
    }

    @Test
    void itsStepsLeadToAVerdict(StagingCluster on) throws Exception {
        on.stack(root.resolve("installed"), "m1onk8s-littleman-co");
        Files.writeString(root.resolve("kubeconfig"), on.kubeconfig());
        kubectlOf(on);
        typed("kubectl config rename-context default staging");

        List<String> steps = STEP.matcher(Files.readString(EXAMPLE.resolve("README.md")))
                .results()
                .map(step -> step.group(1))
                .toList();
        assertThat(steps).hasSize(5);
        assertThat(typed(steps.get(0)))
                .containsPattern("level: +observe\n")
                .containsPattern("PASS: [0-9]+ passed, 0 failed, 0 inconclusive");
        typed(steps.get(1));
        typed(steps.get(2));
        typed(steps.get(3));
        assertThat(typed(steps.get(4)))
                .contains("which is staging in verify.yml")
                .containsPattern("user: +system:serviceaccount:m1onk8s-littleman-co:m1onk8s-verify\n")
                .containsPattern("PASS +cache redis-keeps-a-key")
                .containsPattern("PASS: [0-9]+ passed, 0 failed, 0 inconclusive");
    }

    /** The one that came with the node: nothing says that this machine has one. */
    private void kubectlOf(StagingCluster on) throws Exception {
        int port = URI.create(on.server()).getPort();
        typed("""
                node=$(docker ps --quiet --filter publish=%d)
                docker cp --quiet --follow-link "$node:$(docker exec "$node" sh -c 'command -v kubectl')" ../../kubectl
                """.formatted(port));
    }

    private String typed(String commands) throws Exception {
        Path output = root.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                .directory(example.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("KUBECONFIG", root.resolve("kubeconfig").toString());
        builder.environment().merge("PATH", root.toString(), (usual, ours) -> ours + ":" + usual);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
