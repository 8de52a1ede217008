// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import java.util.Set;

/**
 * What the DNS server said to one question.
 *
 * @param name the absolute name, with or without its last dot
 * @param status its code, such as {@code NOERROR}, {@code NXDOMAIN} or {@code SERVFAIL}; {@link DnsServer#SILENCE}
 * @param addresses empty if it gave none
 */
public record DnsReply(String name, DnsServer.Transport transport, String status, Set<String> addresses) {
    public DnsReply {
        addresses = Set.copyOf(addresses);
    }

    /** True if the name has an address. */
    public boolean resolves() {
        return !addresses.isEmpty();
    }
}
