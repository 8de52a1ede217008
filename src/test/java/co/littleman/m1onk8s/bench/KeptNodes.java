// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import co.littleman.m1onk8s.proof.ToolRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The nodes that {@code --keep} has left on this machine. */
final class KeptNodes {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** Thirty pods that are told to end at once take their time. */
    private static final Duration TO_DELETE = Duration.ofMinutes(5);

    private KeptNodes() {}

    /** The cores that they keep busy now, sampled over a second or two. */
    static double cores() {
        List<String> nodes = nodes();
        if (nodes.isEmpty()) {
            return 0;
        }
        List<String> command = new ArrayList<>(List.of("docker", "stats", "--no-stream", "--format", "{{.CPUPerc}}"));
        command.addAll(nodes);
        return cores(ToolRun.of(command, Map.of(), SOON).out());
    }

    /** The sum of docker's percentages of a core, one a line, in cores. */
    static double cores(String percentages) {
        return percentages
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.endsWith("%"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(0, line.length() - 1)))
                        .sum()
                / 100;
    }

    /** Deletes a namespace on each of them. */
    static void delete(String namespace) {
        for (String node : nodes()) {
            ToolRun.of(
                    List.of(
                            "docker",
                            "exec",
                            node,
                            "kubectl",
                            "--kubeconfig",
                            "/etc/rancher/k3s/k3s.yaml",
                            "delete",
                            "namespace",
                            namespace,
                            "--ignore-not-found"),
                    Map.of(),
                    TO_DELETE);
        }
    }

    private static List<String> nodes() {
        return ToolRun.of(
                        List.of("docker", "ps", "--quiet", "--filter", "label=co.littleman.m1onk8s.kept"),
                        Map.of(),
                        SOON)
                .out()
                .lines()
                .toList();
    }
}
