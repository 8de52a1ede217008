// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.network.DnsServer.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsServerTest {
    private static final String NAME = "cache.shop.svc.cluster.local";

    @ParameterizedTest
    @CsvSource({
        "cache.shop.svc.cluster.local,  false, A",
        "cache.shop.svc.cluster.local., false, A",
        "cache.shop.svc.cluster.local,  true,  AAAA",
    })
    void aQuestionIsOneThatDnsServersRead(String name, boolean ipv6, String type) throws IOException {
        Message read = new Message(DnsServer.question(name, ipv6 ? Type.AAAA : Type.A));

        assertThat(read.getQuestion().getName()).hasToString("cache.shop.svc.cluster.local.");
        assertThat(Type.string(read.getQuestion().getType())).isEqualTo(type);
        assertThat(read.getQuestion().getDClass()).isEqualTo(DClass.IN);
        assertThat(read.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(read.getHeader().getFlag(Flags.QR)).isFalse();
    }

    @Test
    void overTcpItsLengthGoesBeforeIt() {
        byte[] packet = {0, 10, (byte) 0xff};

        assertThat(Transport.UDP.escaped(packet)).isEqualTo("\\x00\\x0a\\xff");
        assertThat(Transport.TCP.escaped(packet)).isEqualTo("\\x00\\x03\\x00\\x0a\\xff");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anAnswerHasItsAddresses(Transport transport) throws IOException {
        Message answer = answer(Rcode.NOERROR, a("10.43.0.9"), aaaa("fd00::9"), cname());

        assertThat(reply(transport, packet(answer)))
                .isEqualTo(new DnsReply(NAME, transport, "NOERROR", Set.of("10.43.0.9", "fd00:0:0:0:0:0:0:9")));
    }

    @ParameterizedTest
    @CsvSource({"UDP, 3, NXDOMAIN", "TCP, 3, NXDOMAIN", "UDP, 2, SERVFAIL", "TCP, 2, SERVFAIL", "UDP, 5, REFUSED"})
    void aRefusalHasItsCodeAndNoAddress(Transport transport, int code, String status) throws IOException {
        DnsReply reply = reply(transport, packet(answer(code)));

        assertThat(reply).isEqualTo(new DnsReply(NAME, transport, status, Set.of()));
        assertThat(reply.resolves()).isFalse();
    }

    @Test
    void aNameWithoutAnAddressOfThatKindDoesNotResolve() throws IOException {
        DnsReply reply = reply(Transport.UDP, packet(answer(Rcode.NOERROR)));

        assertThat(reply).isEqualTo(new DnsReply(NAME, Transport.UDP, "NOERROR", Set.of()));
        assertThat(reply.resolves()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void silenceIsToldAsSuch(Transport transport) {
        DnsReply silence = new DnsReply(NAME, transport, "no answer", Set.of());

        assertThat(reply(transport, "")).isEqualTo(silence);
        assertThat(DnsServer.replies("", Map.of(0, question(transport)))).containsExactly(silence);
        assertThat(DnsServer.replies("bash: line 2: od: command not found\n", Map.of(0, question(transport))))
                .containsExactly(silence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "abc", "0003", "1234818000010001000000000763616368"})
    void garbageIsNoMessage(String packet) {
        assertThat(reply(Transport.UDP, packet))
                .isEqualTo(new DnsReply(NAME, Transport.UDP, "not a DNS message", Set.of()));
        assertThat(reply(Transport.TCP, packet))
                .isEqualTo(new DnsReply(NAME, Transport.TCP, "not a DNS message", Set.of()));
    }

    @Test
    void eachReplyFindsItsQuestionWhateverTheOrder() throws IOException {
        String udp = packet(answer(Rcode.NOERROR, a("10.43.0.9")));
        String tcp = packet(answer(Rcode.NXDOMAIN));

        assertThat(DnsServer.replies(
                        "reply 1 %s\nreply 7 %s\nreply 0 %s\n".formatted(tcp, udp, udp),
                        Map.of(0, question(Transport.UDP), 1, question(Transport.TCP))))
                .containsExactlyInAnyOrder(
                        new DnsReply(NAME, Transport.UDP, "NOERROR", Set.of("10.43.0.9")),
                        new DnsReply(NAME, Transport.TCP, "NXDOMAIN", Set.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            search shop.svc.cluster.local;nameserver 10.43.0.10                | 10.43.0.10
            nameserver 169.254.20.10;nameserver 10.43.0.10                     | 169.254.20.10
            nameserver fd00::a                                                 | fd00::a
            search shop.svc.cluster.local                                      | 127.0.0.1
            """)
    void theServerIsTheFirstOfResolvConf(String resolvConf, String address) {
        assertThat(server(resolvConf.replace(';', '\n')).address()).isEqualTo(address);
    }

    @SuppressWarnings("NullAway") // no pod is asked
    private static DnsServer server(String resolvConf) {
        return new DnsServer(null, resolvConf);
    }

    private static DnsReply reply(Transport transport, String packet) {
        List<DnsReply> replies = DnsServer.replies("reply 0 " + packet + "\n", Map.of(0, question(transport)));
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    private static DnsReply question(Transport transport) {
        return new DnsReply(NAME, transport, DnsServer.SILENCE, Set.of());
    }

    private static Message answer(int code, Record... records) throws IOException {
        Message question = new Message(DnsServer.question(NAME, Type.A));
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(code);
        answer.addRecord(question.getQuestion(), Section.QUESTION);
        for (Record record : records) {
            answer.addRecord(record, Section.ANSWER);
        }
        return answer;
    }

    private static String packet(Message message) {
        byte[] bytes = message.toWire();
        return HexFormat.of().formatHex(bytes);
    }

    private static Record a(String address) throws IOException {
        return new ARecord(Name.fromString(NAME + "."), DClass.IN, 5, InetAddress.getByName(address));
    }

    private static Record aaaa(String address) throws IOException {
        return new AAAARecord(Name.fromString(NAME + "."), DClass.IN, 5, InetAddress.getByName(address));
    }

    private static Record cname() throws IOException {
        return new CNAMERecord(Name.fromString(NAME + "."), DClass.IN, 5, Name.fromString("cache.example."));
    }
}
