// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The actions that a case may name. */
final class Actions {
    private static final Map<String, Supplier<Action>> ALL = Map.of(
            "dns-dead", DnsDead::new,
            "dns-udp-dropped", () -> Firewall.everywhere("-p", "udp", "--dport", "53"),
            "ingress-dropped", Firewall::toPods,
            "namespace-terminating", NamespaceTerminating::new,
            "pod-failed", PodFailed::new,
            "pods-deleted", PodsDeleted::new,
            "peers-dropped", PeersDropped::new,
            "connections-cut-once", ConnectionsCutOnce::new);

    private Actions() {}

    static Action named(String name) {
        Supplier<Action> action = ALL.get(name);
        if (action == null) {
            throw new IllegalArgumentException(
                    "no action is called %s; there are %s".formatted(name, new TreeSet<>(ALL.keySet())));
        }
        return action.get();
    }
}
