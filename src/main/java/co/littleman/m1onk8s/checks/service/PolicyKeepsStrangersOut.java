// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.PolicyRules;
import co.littleman.m1onk8s.network.TcpProbe;
import co.littleman.m1onk8s.network.TcpProbe.Answer;
import co.littleman.m1onk8s.network.TcpProbe.Outcome;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Dials as a stranger whom the policies deny; the checks before it dialled as a client whom they allow. A cluster
 * without an enforcer lets all in: if it is ours and ends with the run, that is no fault of the stack; if the
 * stack lives, it is one.
 */
public final class PolicyKeepsStrangersOut implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "policy-keeps-strangers-out",
                    Level.PROBE,
                    "A pod that no network policy lets in does not get through to the component's pods.",
                    "The network policy is not enforced: any pod reads and cleans the cache.")
            .requiring(Requirement.WORKLOAD, Requirement.CLIENT_POD)
            .judged(Concurrency.EXCLUSIVE)
            .after(ServiceHasEndpoints.INFO);

    /** An enforcer acts on a changed label within a second or two. */
    private static final Duration ENFORCEMENT = Duration.ofSeconds(8);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        PolicyRules rules = it.policies().rules();
        PolicyRules.Client stranger = it.policies().client(it.namespace(), Map.of());
        List<Address> denied = it.component().podPorts().stream()
                .filter(ports -> rules.access(stranger, it.namespace(), ports) == PolicyRules.Access.DENIED)
                .flatMap(ports -> ports.stream().filter(port -> port.matches("\\d+")))
                .flatMap(port -> it.readyPods().stream()
                        .map(pod -> new Address(pod.getStatus().getPodIP(), Integer.parseInt(port))))
                .toList();
        if (denied.isEmpty()) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a network policy that keeps somebody out");
        }
        Map<String, String> labels = it.stack().settings().scope().clientLabels();
        ClientPod pod = it.clientPod();
        pod.relabel(labels, Map.of());
        try {
            keptOut(it, pod, denied, rules);
        } finally {
            pod.relabel(Map.of(), labels);
        }
    }

    private static void keptOut(ComponentContext it, ClientPod pod, List<Address> denied, PolicyRules rules) {
        boolean out = Poll.REMOTE.until(
                ENFORCEMENT,
                () -> new TcpProbe(pod).dial(denied).stream().noneMatch(PolicyKeepsStrangersOut::connected));
        if (!out && it.stack().cluster().isOurs()) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a cluster that enforces network policy");
        }
        if (!out) {
            throw new CheckFailedException(finding(denied, rules.names(), it.namespace()));
        }
        it.note("kept out by " + String.join(", ", rules.names()));
    }

    static Finding finding(List<Address> denied, List<String> policies, String namespace) {
        return Finding.of(
                        Cause.POLICY_NOT_ENFORCED,
                        "A pod that network policy %s keeps out gets through.".formatted(String.join(", ", policies)))
                .expected("no connection to any of: " + denied)
                .seen("connected")
                .likely("the cluster's network plugin does not enforce network policies")
                .next("kubectl -n %s describe networkpolicies".formatted(namespace));
    }

    private static boolean connected(Answer answer) {
        return answer.outcome() == Outcome.CONNECTED;
    }
}
