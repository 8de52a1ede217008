// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many packets get lost on the way from a client pod: a policy drops all of them, and a broken network drops
 * some.
 */
public final class PacketLossProbe {
    /** If a third is lost, none or all of them get through once in a thousand times. */
    private static final int TRIES = 20;

    /**
     * The kernel sends its first packet again after one second; on a busy node a process may take as long to start.
     * What is answered only then was lost at least once, but it was not dropped on purpose.
     */
    private static final int PATIENCE_SECONDS = 2;

    /** As many processes as the client pod's memory has room for. */
    private static final int AT_ONCE = 10;

    private static final Pattern LINE = Pattern.compile("(?m)^met (\\d+) (\\d+) (\\d+)$");

    private final ClientPod pod;

    public PacketLossProbe(ClientPod pod) {
        this.pod = pod;
    }

    /**
     * What became of connections to one address.
     *
     * @param answered with a connection or a refusal
     * @param silent that had no answer; a process that did not live to tell is neither
     */
    public record Loss(Address address, int answered, int silent) {
        /** One that is lost may be a process that started late. */
        public boolean isPartial() {
            return answered > 0 && silent > 1;
        }

        @Override
        public String toString() {
            return "%s answered %d of %d connections".formatted(address, answered, answered + silent);
        }
    }

    /**
     * Connects to each address, many times.
     *
     * @throws CheckFailedException if that did not come to its end: other scripts may have taken the client pod's
     *     memory
     * @throws co.littleman.m1onk8s.result.CheckSkippedException NEED if the client image cannot dial
     */
    public List<Loss> measure(List<Address> addresses) {
        StringBuilder script = new StringBuilder(Script.of(PacketLossProbe.class, "packet-loss-probe.sh")
                .with("patience", PATIENCE_SECONDS)
                .with("rounds", TRIES / AT_ONCE)
                .with("at_once", AT_ONCE)
                .text());
        for (int i = 0; i < addresses.size(); i++) {
            script.append("met %d '%s' %d\n"
                    .formatted(i, addresses.get(i).host(), addresses.get(i).port()));
        }
        List<Loss> losses = losses(pod.bash(script.toString()), addresses);
        if (losses.size() < addresses.size()) {
            throw new CheckFailedException(Finding.of(
                            Cause.CLIENT_POD_UNAVAILABLE,
                            "Dialling in the client pod did not come to its end: %d of %d addresses were dialled."
                                    .formatted(losses.size(), addresses.size()))
                    .likely("its memory was taken by what else runs in it"));
        }
        return losses;
    }

    /** What is to be said in the place of what it looked like. */
    public static Finding finding(List<Loss> lost, Finding looked) {
        Finding finding = Finding.of(
                        Cause.PACKETS_LOST,
                        "Packets get lost between pods of this cluster: what was not answered, or late, says nothing of the stack.")
                .expected("all connections answered, or none");
        for (Loss one : lost) {
            finding = finding.detail("measured", one.toString());
        }
        return finding.detail("looked like", looked.reason())
                .likely("a broken network between nodes, a full queue, or a fault that somebody injects")
                .next("kubectl get nodes -o wide   # then: ping -c 100 from node to node");
    }

    static List<Loss> losses(String output, List<Address> addresses) {
        List<Loss> losses = new ArrayList<>();
        Matcher line = LINE.matcher(output);
        while (line.find()) {
            losses.add(new Loss(
                    addresses.get(Integer.parseInt(line.group(1))),
                    Integer.parseInt(line.group(2)),
                    Integer.parseInt(line.group(3))));
        }
        return losses;
    }
}
