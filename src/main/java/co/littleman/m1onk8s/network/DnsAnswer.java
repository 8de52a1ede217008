// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import java.util.Set;

/**
 * What the resolver of an application said to one name.
 *
 * @param addresses empty if the name did not resolve
 * @param millis how long it took: a missing name is said at once, a dead server after seconds
 */
public record DnsAnswer(String name, Set<String> addresses, long millis) {
    public DnsAnswer {
        addresses = Set.copyOf(addresses);
    }
}
