// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import co.littleman.m1onk8s.network.DnsReply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the DNS server said to questions that are the same for several components: the first that asks, asks for all.
 */
public final class SharedReplies {
    private final Map<Question, List<DnsReply>> known = new ConcurrentHashMap<>();

    private record Question(String namespace, Set<String> names, int look) {}

    /** The replies; the others wait for the first that asks, and if that fails each asks again. */
    List<DnsReply> of(String namespace, Set<String> names, int look, Supplier<List<DnsReply>> ask) {
        return known.computeIfAbsent(new Question(namespace, Set.copyOf(names), look), question -> ask.get());
    }
}
