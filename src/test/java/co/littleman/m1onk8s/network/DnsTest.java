// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsTest {
    @Test
    void aServiceHasFourNames() {
        assertThat(Dns.namesOf("cache", "shop", "example.org"))
                .containsExactly("cache", "cache.shop", "cache.shop.svc", "cache.shop.svc.example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.svc.cluster.local svc.cluster.local cluster.local, cluster.local",
        "shop.svc.k8s.example.org svc.k8s.example.org k8s.example.org, k8s.example.org",
        "corp.example shop.svc.example.org svc.example.org, example.org",
        "shop.svc.example.org. svc.example.org. example.org., example.org",
        "other.svc.example.org svc.example.org, cluster.local",
    })
    void theDomainIsReadFromTheSearchList(String search, String domain) {
        assertThat(domain("search " + search + "\nnameserver 10.43.0.10\noptions ndots:5\n"))
                .isEqualTo(domain);
    }

    @Test
    void withoutASearchListItIsTheUsualOne() {
        assertThat(domain("nameserver 10.43.0.10\n")).isEqualTo("cluster.local");
        assertThat(domain("")).isEqualTo("cluster.local");
    }

    @Test
    void answersComeInTheOrderOfTheNamesWhateverOrderTheyWereSaidIn() {
        assertThat(Dns.parse("""
                        answer cache.shop 12ms 10.43.0.9\s
                        answer cache 20ms 10.43.0.9 fd00::9\s
                        """, List.of("cache", "cache.shop")))
                .containsExactly(
                        new DnsAnswer("cache", Set.of("10.43.0.9", "fd00::9"), 20),
                        new DnsAnswer("cache.shop", Set.of("10.43.0.9"), 12));
    }

    @Test
    void aNameThatDoesNotResolveHasNoAddress() {
        assertThat(Dns.parse("answer cache 5010ms \n", List.of("cache")))
                .containsExactly(new DnsAnswer("cache", Set.of(), 5010));
    }

    @Test
    void whatElseAShellSaysIsNoAnswer() {
        assertThat(Dns.parse("sh: 5: getent: not found\nanswer cache 0ms \n", List.of("cache")))
                .containsExactly(new DnsAnswer("cache", Set.of(), 0));
    }

    @Test
    void aNameThatNothingWasSaidOfIsNotForgotten() {
        assertThat(Dns.parse("answer cache 1ms 10.43.0.9\n", List.of("cache", "cache.shop")))
                .extracting(DnsAnswer::name)
                .containsExactly("cache", "cache.shop");
    }

    @SuppressWarnings("NullAway") // no pod is asked
    private static String domain(String resolvConf) {
        return Dns.domain(resolvConf, "shop");
    }
}
