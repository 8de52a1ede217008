// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The DNS server of a pod, asked packet by packet: an application's resolver says no more than "not found", whether the
 * server said so, failed, or never answered.
 */
public final class DnsServer {
    /** What stands for the answer if none came. */
    public static final String SILENCE = "no answer";

    /**
     * A server in the cluster answers within milliseconds. A packet may get lost: over UDP each question is sent up to
     * 20 times, over TCP it has up to four connections. If a third of all packets is lost, all are once in 100,000
     * times.
     */
    private static final int PATIENCE_SECONDS = 3;

    /** Each question is a few processes; more of them at once than this do not fit into a client pod's memory. */
    private static final int AT_ONCE = 12;

    private static final Pattern SERVER = Pattern.compile("(?m)^nameserver\\s+(\\S+)");
    private static final Pattern REPLY = Pattern.compile("(?m)^reply (\\d+) ([0-9a-f]*)$");

    private final ClientPod pod;
    private final String address;
    private int again;

    /** The first server that the pod's resolv.conf names, which is the one that resolvers ask first. */
    public DnsServer(ClientPod pod, String resolvConf) {
        this.pod = pod;
        Matcher server = SERVER.matcher(resolvConf);
        this.address = server.find() ? server.group(1) : "127.0.0.1";
    }

    public String address() {
        return address;
    }

    /** How many questions had to be asked again. */
    public int again() {
        return again;
    }

    /**
     * Asks for the addresses of absolute names, a dozen questions at a time; for those of IPv6 only if the server knows
     * a name and has no address of IPv4 for it.
     *
     * @throws co.littleman.m1onk8s.result.CheckSkippedException NEED if the client image cannot ask
     */
    public List<DnsReply> ask(Set<String> names, Set<Transport> transports) {
        List<DnsReply> replies = new ArrayList<>();
        transports.forEach(transport -> names.forEach(name -> replies.add(unanswered(name, transport))));
        List<DnsReply> four = ask(replies, Type.A);
        List<DnsReply> without = four.stream().filter(DnsServer::hasNoAddress).toList();
        if (without.isEmpty()) {
            return four;
        }
        Map<String, DnsReply> six = new LinkedHashMap<>();
        ask(without, Type.AAAA).stream().filter(DnsReply::resolves).forEach(reply -> six.put(key(reply), reply));
        return four.stream().map(reply -> six.getOrDefault(key(reply), reply)).toList();
    }

    private static DnsReply unanswered(String name, Transport transport) {
        return new DnsReply(name, transport, SILENCE, Set.of());
    }

    private static boolean hasNoAddress(DnsReply reply) {
        return !reply.resolves() && reply.status().equals(Rcode.string(Rcode.NOERROR));
    }

    private static String key(DnsReply reply) {
        return reply.transport() + " " + reply.name();
    }

    private List<DnsReply> ask(List<DnsReply> unanswered, int type) {
        Map<Integer, DnsReply> questions = new LinkedHashMap<>();
        StringBuilder script = new StringBuilder(Script.of(DnsServer.class, "dns-server.sh")
                .with("server", address)
                .with("patience", PATIENCE_SECONDS)
                .text());
        for (DnsReply question : unanswered) {
            int number = questions.size();
            questions.put(number, question);
            Transport transport = question.transport();
            script.append("ask %d %s '%s' &\n"
                    .formatted(number, transport.word(), transport.escaped(question(question.name(), type))));
            if (number % AT_ONCE == AT_ONCE - 1) {
                script.append("wait\n");
            }
        }
        String output = pod.bash(script + "wait");
        again += (int) output.lines().filter("again"::equals).count();
        return replies(output, questions);
    }

    static List<DnsReply> replies(String output, Map<Integer, DnsReply> questions) {
        Map<Integer, DnsReply> replies = new LinkedHashMap<>(questions);
        Matcher line = REPLY.matcher(output);
        while (line.find()) {
            String packet = line.group(2);
            replies.computeIfPresent(
                    Integer.valueOf(line.group(1)),
                    (number, question) -> packet.isEmpty() ? question : reply(question, packet));
        }
        return new ArrayList<>(replies.values());
    }

    private static DnsReply reply(DnsReply question, String packet) {
        try {
            Message message = new Message(HexFormat.of().parseHex(packet));
            Set<String> addresses = message.getSection(Section.ANSWER).stream()
                    .flatMap(DnsServer::addresses)
                    .collect(Collectors.toSet());
            return new DnsReply(question.name(), question.transport(), Rcode.string(message.getRcode()), addresses);
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return new DnsReply(question.name(), question.transport(), "not a DNS message", Set.of());
        }
    }

    private static Stream<String> addresses(Record record) {
        if (record instanceof ARecord four) {
            return Stream.of(four.getAddress().getHostAddress());
        }
        return record instanceof AAAARecord six ? Stream.of(six.getAddress().getHostAddress()) : Stream.empty();
    }

    static byte[] question(String name, int type) {
        try {
            Name absolute = Name.fromString(name.endsWith(".") ? name : name + ".");
            return Message.newQuery(Record.newRecord(absolute, type, DClass.IN)).toWire();
        } catch (TextParseException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a question travels. */
    public enum Transport {
        UDP,
        TCP;

        /** As in {@code /dev/udp}. */
        String word() {
            return this == UDP ? "udp" : "tcp";
        }

        /** The packet in the escapes of printf; over TCP its length goes before it (RFC 1035, 4.2.2). */
        String escaped(byte[] message) {
            String hex = HexFormat.of().formatHex(message);
            String packet = this == UDP ? hex : "%04x".formatted(message.length) + hex;
            return packet.replaceAll("..", "\\\\x$0");
        }
    }
}
