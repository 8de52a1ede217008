// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.stack.Labels;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the network policies of a namespace say of connections to a pod, as the NetworkPolicy API defines it: if one
 * selects the pod for ingress, only what some rule allows gets in. Pure: whether a cluster keeps to it is another
 * thing.
 */
public final class PolicyRules {
    private final List<NetworkPolicy> selecting;

    /**
     * The policies that are about a pod.
     *
     * @param policies all of the pod's namespace
     */
    public PolicyRules(List<NetworkPolicy> policies, Map<String, String> podLabels) {
        this.selecting = policies.stream()
                .filter(policy -> isForIngress(policy) && selects(policy, podLabels))
                .toList();
    }

    /** What a rule, or all rules together, say of a client. */
    public enum Access {
        ALLOWED,
        DENIED,
        /** A rule by address decides, which labels do not tell. */
        BY_ADDRESS
    }

    /** A pod as policies see it. */
    public record Client(String namespace, Map<String, String> namespaceLabels, Map<String, String> labels) {
        public Client {
            namespaceLabels = Map.copyOf(namespaceLabels);
            labels = Map.copyOf(labels);
        }
    }

    /** Names of the policies that are about the pod. */
    public List<String> names() {
        return selecting.stream().map(policy -> policy.getMetadata().getName()).toList();
    }

    /** True if some rule lets somebody in. */
    public boolean allowAnybody() {
        return selecting.isEmpty()
                || selecting.stream().anyMatch(policy -> !rules(policy).isEmpty());
    }

    /**
     * What becomes of a client's connection.
     *
     * @param own the pod's namespace
     * @param ports the pod's port, as a number and by its name
     */
    public Access access(Client client, String own, Set<String> ports) {
        if (selecting.isEmpty()) {
            return Access.ALLOWED;
        }
        Access best = Access.DENIED;
        for (NetworkPolicy policy : selecting) {
            for (NetworkPolicyIngressRule rule : rules(policy)) {
                Access access = access(rule, client, own, ports);
                if (access == Access.ALLOWED) {
                    return access;
                }
                best = access == Access.DENIED ? best : access;
            }
        }
        return best;
    }

    private static Access access(NetworkPolicyIngressRule rule, Client client, String own, Set<String> ports) {
        List<NetworkPolicyPort> allowed = rule.getPorts() == null ? List.of() : rule.getPorts();
        boolean portMatches = allowed.isEmpty() || allowed.stream().anyMatch(port -> covers(port, ports));
        List<NetworkPolicyPeer> peers = rule.getFrom() == null ? List.of() : rule.getFrom();
        if (!portMatches) {
            return Access.DENIED;
        }
        Set<Access> each = peers.stream().map(peer -> access(peer, client, own)).collect(Collectors.toSet());
        return Stream.of(Access.ALLOWED, Access.BY_ADDRESS)
                .filter(access -> each.contains(access) || (access == Access.ALLOWED && peers.isEmpty()))
                .findFirst()
                .orElse(Access.DENIED);
    }

    /** What is dialled here is TCP, and so is a port that names no protocol. */
    private static boolean covers(NetworkPolicyPort port, Set<String> ports) {
        if (port.getProtocol() != null && !port.getProtocol().equals("TCP")) {
            return false;
        }
        if (port.getPort() == null) {
            return true;
        }
        String from = String.valueOf(port.getPort().getValue());
        Integer end = port.getEndPort();
        return ports.contains(from)
                || (end != null
                        && ports.stream()
                                .filter(one -> one.matches("\\d+"))
                                .mapToInt(Integer::parseInt)
                                .anyMatch(one -> one >= Integer.parseInt(from) && one <= end));
    }

    private static Access access(NetworkPolicyPeer peer, Client client, String own) {
        if (peer.getIpBlock() != null) {
            return Access.BY_ADDRESS;
        }
        if (peer.getPodSelector() != null && !Labels.match(peer.getPodSelector(), client.labels())) {
            return Access.DENIED;
        }
        boolean inside = peer.getNamespaceSelector() == null
                ? client.namespace().equals(own)
                : Labels.match(peer.getNamespaceSelector(), client.namespaceLabels());
        return inside ? Access.ALLOWED : Access.DENIED;
    }

    private static boolean isForIngress(NetworkPolicy policy) {
        List<String> types = policy.getSpec().getPolicyTypes();
        return types == null || types.isEmpty() || types.contains("Ingress");
    }

    private static List<NetworkPolicyIngressRule> rules(NetworkPolicy policy) {
        return Objects.requireNonNullElse(policy.getSpec().getIngress(), List.of());
    }

    /** True if the policy is about pods with these labels; one without a selector is about all. */
    public static boolean selects(NetworkPolicy policy, Map<String, String> labels) {
        LabelSelector selector = policy.getSpec().getPodSelector();
        return selector == null || Labels.match(selector, labels);
    }
}
