// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import co.littleman.m1onk8s.k3s.ProofNode;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Enforces the policies of namespace.yml, and only these, with the node's own packet filter: no network plugin that
 * enforces any is to be had here. Packets are dropped for real; which ones, this class knows and the policies say.
 */
final class PolicyGuard implements AutoCloseable {
    /** An enforcer acts on a change within a second or two; this one is quicker. */
    private static final long PERIOD_MILLIS = 300;

    private static final String CHAIN = "M1ONK8S-GUARD";

    private final ProofNode node;
    private final KubernetesClient admin;
    private final Future<?> work;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private String rules = "";

    PolicyGuard(ProofNode node, KubernetesClient admin) {
        this.node = node;
        this.admin = admin;
        node.onServer("sh", "-c", "iptables -w -N %1$s && iptables -w -I FORWARD -j %1$s".formatted(CHAIN));
        work = clock.scheduleWithFixedDelay(this::enforce, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void enforce() {
        try {
            String now = rules(guarded(), peers());
            if (!now.equals(rules)) {
                node.onServer("sh", "-c", "iptables-restore -w --noflush <<'END'\n" + now + "END");
                rules = now;
            }
        } catch (RuntimeException e) {
            // The API server may be away for a while: then the rules stay as they are, as those of an enforcer do.
        }
    }

    /** Pods of the namespaces that have the policies. */
    private List<Pod> guarded() {
        return admin.namespaces().withLabel("team", "shop").list().getItems().stream()
                .flatMap(this::podsIn)
                .toList();
    }

    /** Pods of the namespaces that the policies let in, by whither. */
    private Map<String, List<Pod>> peers() {
        return admin.namespaces().withLabel("reaches").list().getItems().stream()
                .collect(Collectors.toMap(
                        namespace -> namespace.getMetadata().getLabels().get("reaches"),
                        namespace -> podsIn(namespace).toList()));
    }

    private Stream<Pod> podsIn(Namespace namespace) {
        return admin.pods().inNamespace(namespace.getMetadata().getName()).list().getItems().stream()
                .filter(pod -> pod.getStatus().getPodIP() != null);
    }

    private static String rules(List<Pod> guarded, Map<String, List<Pod>> peers) {
        return Stream.of(
                        Stream.of("*filter", ":%s - [0:0]".formatted(CHAIN)),
                        Stream.of(rule("-m conntrack --ctstate RELATED,ESTABLISHED -j RETURN")),
                        peers.entrySet().stream()
                                .flatMap(entry -> entry.getValue().stream()
                                        .flatMap(peer -> toTheCache(peer, entry.getKey(), guarded))),
                        guarded.stream().flatMap(pod -> out(pod, guarded)),
                        guarded.stream().map(pod -> rule("-d %s -j DROP".formatted(ip(pod)))),
                        Stream.of("COMMIT", ""))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    /** Names for all; from web to the cache of the same namespace; nothing else. */
    private static Stream<String> out(Pod from, List<Pod> guarded) {
        return Stream.of(
                        Stream.of(rule("-s %s -p udp --dport 53 -j RETURN".formatted(ip(from)))),
                        Stream.of(rule("-s %s -p tcp --dport 53 -j RETURN".formatted(ip(from)))),
                        toTheCache(from, from.getMetadata().getNamespace(), guarded),
                        Stream.of(rule("-s %s -j DROP".formatted(ip(from)))))
                .flatMap(lines -> lines);
    }

    private static Stream<String> toTheCache(Pod from, String namespace, List<Pod> guarded) {
        return guarded.stream()
                .filter(to -> isOf(from, "web") && isOf(to, "cache"))
                .filter(to -> to.getMetadata().getNamespace().equals(namespace))
                .map(to -> rule(
                        "-s %s -d %s -p tcp -m multiport --dports 6379,9121 -j RETURN".formatted(ip(from), ip(to))));
    }

    private static String rule(String rule) {
        return "-A %s %s".formatted(CHAIN, rule);
    }

    private static boolean isOf(Pod pod, String role) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels != null && role.equals(labels.get("role"));
    }

    private static String ip(Pod pod) {
        return pod.getStatus().getPodIP();
    }

    @Override
    public void close() {
        work.cancel(true);
        clock.shutdownNow();
    }
}
