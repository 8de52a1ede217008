package co.littleman.m1onk8s.scene;

import co.littleman.m1onk8s.route.Address;
import co.littleman.m1onk8s.route.ClientPod;
import co.littleman.m1onk8s.route.DnsServer;
import co.littleman.m1onk8s.route.LossMeter;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether packets get lost on the ways that claims about a component go, as far as the client pod can tell: then what was
 * not answered, or late, says nothing of the stack.
 */
public final class PacketLoss {
    private static final int DNS_PORT = 53;

    /** Each costs four seconds where nobody answers. */
    private static final int MEASURED = 3;

    private PacketLoss() {}

    /** The finding in the place of one that was looked at; empty where nothing is lost, or nobody can tell. */
    public static Optional<Finding> behind(Finding looked, ComponentScene it) {
        return it.stack().clientPodIfThere(it.namespace()).flatMap(pod -> behind(looked, it, pod));
    }

    private static Optional<Finding> behind(Finding looked, ComponentScene it, ClientPod pod) {
        try {
            List<LossMeter.Loss> lost = new LossMeter(pod)
                    .measure(addresses(it, pod)).stream()
                            .filter(LossMeter.Loss::isPartial)
                            .toList();
            return lost.isEmpty() ? Optional.empty() : Optional.of(LossMeter.finding(lost, looked));
        } catch (Unproven | Skipped unknown) {
            return Optional.empty();
        }
    }

    /** Not through a Service: of two pods one may be cut off on purpose, and then half of all gets through. */
    private static List<Address> addresses(ComponentScene it, ClientPod pod) {
        List<Address> addresses = new ArrayList<>();
        if (it.component().redisContainer().isPresent()) {
            it.readyNow().stream()
                    .limit(MEASURED)
                    .forEach(ready -> addresses.add(new Address(
                            ready.getStatus().getPodIP(), it.component().redisTargetPort())));
        }
        addresses.add(new Address(new DnsServer(pod, pod.resolvConf()).address(), DNS_PORT));
        return addresses;
    }
}
