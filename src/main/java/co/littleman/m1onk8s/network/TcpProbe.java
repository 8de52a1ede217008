// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TCP connections from a client pod, opened and closed again: nothing is said over them. */
public final class TcpProbe {
    /** A packet that is dropped never answers; one that arrives is answered within milliseconds. */
    static final int PATIENCE_SECONDS = 3;

    private static final Pattern LINE = Pattern.compile("(?m)^dialled (\\S+) (\\d+) (\\d+) ?(.*)$");
    /** Exit code of timeout(1) if time was up. */
    private static final String TIME_UP = "124";

    /**
     * If a third of all packets is lost, one connection in four is not made in time, and seven once in 10,000 times.
     */
    private static final int AGAIN = 6;

    private final ClientPod pod;
    private int again;

    public TcpProbe(ClientPod pod) {
        this.pod = pod;
    }

    /** What became of a connection. */
    public enum Outcome {
        CONNECTED,
        /** Somebody said no: nothing listens there, or nothing stands behind the address. */
        REFUSED,
        /** Nobody said anything: the packets are dropped on the way. */
        TIMED_OUT,
        /** The network knows no way there. */
        UNREACHABLE
    }

    /**
     * An address and what became of dialling it.
     *
     * @param words what the dialling program said; empty if it connected, or was still waiting
     */
    public record Answer(String host, int port, Outcome outcome, String words) {}

    /**
     * Dials all at once.
     *
     * @throws co.littleman.m1onk8s.result.CheckSkippedException NEED if the client image cannot dial
     */
    public List<Answer> dial(List<Address> addresses) {
        StringBuilder script = new StringBuilder(Script.of(TcpProbe.class, "tcp-probe.sh")
                .with("patience", PATIENCE_SECONDS)
                .with("time_up", TIME_UP)
                .with("times", AGAIN)
                .text());
        addresses.forEach(address -> script.append("dial '%s' %d &\n".formatted(address.host(), address.port())));
        String output = pod.bash(script + "wait");
        again += (int) output.lines().filter(line -> line.startsWith("again ")).count();
        return answers(output, addresses);
    }

    /** How many addresses had to be dialled again. */
    public int again() {
        return again;
    }

    static List<Answer> answers(String output, List<Address> addresses) {
        Map<Address, Answer> answers = new LinkedHashMap<>();
        addresses.forEach(address -> answers.put(
                address, new Answer(address.host(), address.port(), Outcome.UNREACHABLE, "the client said nothing")));
        Matcher line = LINE.matcher(output);
        while (line.find()) {
            Address address = new Address(line.group(1), Integer.parseInt(line.group(2)));
            Outcome outcome = outcome(line.group(3), line.group(4));
            answers.put(
                    address,
                    new Answer(
                            address.host(),
                            address.port(),
                            outcome,
                            line.group(4).replaceFirst("^.*/dev/tcp/\\S+: ", "")));
        }
        return List.copyOf(answers.values());
    }

    private static Outcome outcome(String exitCode, String words) {
        if (exitCode.equals("0")) {
            return Outcome.CONNECTED;
        }
        if (exitCode.equals(TIME_UP) || words.contains("timed out")) {
            return Outcome.TIMED_OUT;
        }
        return words.contains("refused") ? Outcome.REFUSED : Outcome.UNREACHABLE;
    }
}
