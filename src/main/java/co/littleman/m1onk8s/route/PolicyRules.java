package co.littleman.m1onk8s.route;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the network policies of a namespace say of connections to a pod, as the NetworkPolicy API defines it: where one
 * selects the pod for ingress, only what some rule allows gets in. Pure: whether a cluster keeps to it is another thing.
 */
public final class PolicyRules {
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    private final List<NetworkPolicy> selecting;

    /**
     * The policies that are about a pod.
     *
     * @param policies all of the pod's namespace
     */
    public PolicyRules(List<NetworkPolicy> policies, Map<String, String> podLabels) {
        this.selecting = policies.stream()
                .filter(policy ->
                        isForIngress(policy) && matches(policy.getSpec().getPodSelector(), podLabels))
                .toList();
    }

    /** What a rule, or all rules together, say of a client. */
    public enum Access {
        ALLOWED,
        DENIED,
        /** A rule by address decides, which labels do not tell. */
        BY_ADDRESS
    }

    /** A client as policies see it. */
    public record Client(String namespace, Map<String, String> labels) {}

    /** Names of the policies that are about the pod. */
    public List<String> names() {
        return selecting.stream().map(policy -> policy.getMetadata().getName()).toList();
    }

    /** True where some rule lets somebody in. */
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
                best = access == Access.BY_ADDRESS ? access : best;
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
        if (peers.isEmpty() || peers.stream().anyMatch(peer -> isPeer(peer, client, own))) {
            return Access.ALLOWED;
        }
        return peers.stream().anyMatch(peer -> peer.getIpBlock() != null) ? Access.BY_ADDRESS : Access.DENIED;
    }

    private static boolean covers(NetworkPolicyPort port, Set<String> ports) {
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

    /** A namespace is told by its name only: its other labels would be one more right to ask for. */
    private static boolean isPeer(NetworkPolicyPeer peer, Client client, String own) {
        if (peer.getIpBlock() != null) {
            return false;
        }
        boolean namespace = peer.getNamespaceSelector() == null
                ? client.namespace().equals(own)
                : matches(peer.getNamespaceSelector(), Map.of(NAMESPACE_NAME, client.namespace()));
        return namespace && (peer.getPodSelector() == null || matches(peer.getPodSelector(), client.labels()));
    }

    private static boolean isForIngress(NetworkPolicy policy) {
        List<String> types = policy.getSpec().getPolicyTypes();
        return types == null || types.isEmpty() || types.contains("Ingress");
    }

    private static List<NetworkPolicyIngressRule> rules(NetworkPolicy policy) {
        return Objects.requireNonNullElse(policy.getSpec().getIngress(), List.of());
    }

    /** True where a selector takes these labels; an empty one takes all. */
    public static boolean matches(LabelSelector selector, Map<String, String> labels) {
        Map<String, String> exact = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
        List<LabelSelectorRequirement> expressions =
                Objects.requireNonNullElse(selector.getMatchExpressions(), List.of());
        return labels.entrySet().containsAll(exact.entrySet())
                && expressions.stream().allMatch(expression -> matches(expression, labels));
    }

    private static boolean matches(LabelSelectorRequirement expression, Map<String, String> labels) {
        String value = labels.get(expression.getKey());
        return switch (expression.getOperator()) {
            case "In" -> value != null && expression.getValues().contains(value);
            case "NotIn" -> value == null || !expression.getValues().contains(value);
            case "Exists" -> value != null;
            default -> value == null;
        };
    }
}
