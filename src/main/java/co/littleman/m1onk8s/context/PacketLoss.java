// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.DnsServer;
import co.littleman.m1onk8s.network.PacketLossProbe;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether packets get lost on the ways that checks about a component go, as far as the client pod can tell: then what
 * was not answered, or late, says nothing of the stack. One for a run: if packets get lost many checks ask at once,
 * and the client pod has room for one measurement.
 */
public final class PacketLoss {
    private static final int DNS_PORT = 53;

    /** Each costs four seconds if nobody answers. */
    private static final int MEASURED = 3;

    private static final int TRIALS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Map<String, Lost> lost = new HashMap<>();

    /** What was found lost from a namespace, and when; never that nothing was. */
    private record Lost(List<PacketLossProbe.Loss> ways, long nanos) {}

    /**
     * The finding in the place of one that was looked at; empty if nothing is lost, or nobody can tell.
     *
     * @param sinceNanos when the check began to look: what was found lost since need not be found again
     */
    public synchronized Optional<Finding> behind(Finding looked, ComponentContext it, long sinceNanos) {
        Lost known = lost.get(it.namespace());
        if (known != null && known.nanos() - sinceNanos >= 0) {
            return Optional.of(PacketLossProbe.finding(known.ways(), looked));
        }
        return it.stack().clientPodIfThere(it.namespace()).flatMap(pod -> measured(looked, it, pod));
    }

    private Optional<Finding> measured(Finding looked, ComponentContext it, ClientPod pod) {
        try {
            List<PacketLossProbe.Loss> ways = ways(it, pod, 1);
            if (ways.isEmpty()) {
                return Optional.empty();
            }
            lost.put(it.namespace(), new Lost(ways, System.nanoTime()));
            return Optional.of(PacketLossProbe.finding(ways, looked));
        } catch (CheckFailedException unknown) {
            return Optional.of(looked.detail(
                    "not known",
                    "whether packets get lost: " + unknown.finding().reason()));
        } catch (CheckSkippedException cannotDial) {
            return Optional.empty();
        }
    }

    /** What else runs in the client pod may take all of its memory, for seconds. */
    private static List<PacketLossProbe.Loss> ways(ComponentContext it, ClientPod pod, int trial) {
        try {
            return new PacketLossProbe(pod)
                    .measure(addresses(it, pod)).stream()
                            .filter(PacketLossProbe.Loss::isPartial)
                            .toList();
        } catch (CheckFailedException unknown) {
            if (trial == TRIALS) {
                throw unknown;
            }
            Poll.pass(PAUSE);
            return ways(it, pod, trial + 1);
        }
    }

    /** Not through a Service: of two pods one may be cut off on purpose, and then half of all gets through. */
    private static List<Address> addresses(ComponentContext it, ClientPod pod) {
        List<Address> addresses = new ArrayList<>();
        it.component().servers().stream()
                .findFirst()
                .ifPresent(server -> it.readyNow().stream()
                        .limit(MEASURED)
                        .forEach(ready ->
                                addresses.add(new Address(ready.getStatus().getPodIP(), server.port()))));
        addresses.add(new Address(new DnsServer(pod, pod.resolvConf()).address(), DNS_PORT));
        return addresses;
    }
}
