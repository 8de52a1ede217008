package co.littleman.m1onk8s.scene;

import co.littleman.m1onk8s.route.Address;
import co.littleman.m1onk8s.route.ClientPod;
import co.littleman.m1onk8s.route.DnsServer;
import co.littleman.m1onk8s.route.LossMeter;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Poll;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether packets get lost on the ways that claims about a component go, as far as the client pod can tell: then what was
 * not answered, or late, says nothing of the stack. One for a run: where packets get lost many claims ask at once, and the
 * client pod has room for one measurement.
 */
public final class PacketLoss {
    private static final int DNS_PORT = 53;

    /** Each costs four seconds where nobody answers. */
    private static final int MEASURED = 3;

    private static final int TRIALS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Map<String, Lost> lost = new HashMap<>();

    /** What was found lost from a namespace, and when; never that nothing was. */
    private record Lost(List<LossMeter.Loss> ways, long nanos) {}

    /**
     * The finding in the place of one that was looked at; empty where nothing is lost, or nobody can tell.
     *
     * @param sinceNanos when the claim began to look: what was found lost since need not be found again
     */
    public synchronized Optional<Finding> behind(Finding looked, ComponentScene it, long sinceNanos) {
        Lost known = lost.get(it.namespace());
        if (known != null && known.nanos() - sinceNanos >= 0) {
            return Optional.of(LossMeter.finding(known.ways(), looked));
        }
        return it.stack().clientPodIfThere(it.namespace()).flatMap(pod -> measured(looked, it, pod));
    }

    private Optional<Finding> measured(Finding looked, ComponentScene it, ClientPod pod) {
        try {
            List<LossMeter.Loss> ways = ways(it, pod, 1);
            if (ways.isEmpty()) {
                return Optional.empty();
            }
            lost.put(it.namespace(), new Lost(ways, System.nanoTime()));
            return Optional.of(LossMeter.finding(ways, looked));
        } catch (Unproven unknown) {
            return Optional.of(looked.fact(
                    "not known",
                    "whether packets get lost: " + unknown.finding().reason()));
        } catch (Skipped cannotDial) {
            return Optional.empty();
        }
    }

    /** What else runs in the client pod may take all of its memory, for seconds. */
    private static List<LossMeter.Loss> ways(ComponentScene it, ClientPod pod, int trial) {
        try {
            return new LossMeter(pod)
                    .measure(addresses(it, pod)).stream()
                            .filter(LossMeter.Loss::isPartial)
                            .toList();
        } catch (Unproven unknown) {
            if (trial == TRIALS) {
                throw unknown;
            }
            Poll.pass(PAUSE);
            return ways(it, pod, trial + 1);
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
