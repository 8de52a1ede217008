// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The nodes' own packet filter drops what they would forward: what a network that enforces a policy does. */
final class Firewall implements Action {
    /** Empty: to the pods of the case. */
    private final List<String> match;

    private final List<List<String>> rules = new ArrayList<>();

    private Firewall(List<String> match) {
        this.match = match;
    }

    static Firewall everywhere(String... match) {
        return new Firewall(Arrays.asList(match));
    }

    static Firewall toPods() {
        return new Firewall(List.of());
    }

    @Override
    public boolean isClusterWide() {
        return !match.isEmpty();
    }

    @Override
    public void inject(ProofCluster on, String namespace) {
        if (match.isEmpty()) {
            addresses(on, namespace).forEach(address -> rules.add(List.of("-d", address)));
        } else {
            rules.add(match);
        }
        rules.forEach(rule -> change(on, "-I", rule.toArray(String[]::new)));
    }

    @Override
    public void undo(ProofCluster on, String namespace) {
        rules.forEach(rule -> change(on, "-D", rule.toArray(String[]::new)));
    }

    /** Of the pods that are there. */
    static List<String> addresses(ProofCluster on, String namespace) {
        return on.pods(namespace).stream()
                .map(pod -> pod.getStatus().getPodIP())
                .toList();
    }

    /** Adds (-I) or takes away (-D) a rule that drops what matches. */
    static void change(ProofCluster on, String change, String... match) {
        change(on, change, "DROP", List.of(match));
    }

    /** As above, with a target of iptables such as ACCEPT. */
    static void change(ProofCluster on, String change, String target, List<String> match) {
        on.node()
                .onEachNode(Stream.of(
                                Stream.of("iptables", "-w", change, "FORWARD"), match.stream(), Stream.of("-j", target))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }
}
