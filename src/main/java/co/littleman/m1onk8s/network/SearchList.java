// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a C library makes absolute names of a short one, by the search list and {@code ndots} of resolv.conf(5).
 *
 * @param domains the search list
 * @param ndots a name with fewer dots is searched for first
 */
public record SearchList(List<String> domains, int ndots) {
    /** Where resolv.conf does not say (resolv.conf(5)). */
    private static final int USUAL_NDOTS = 1;

    private static final Pattern SEARCH = Pattern.compile("(?m)^search\\s+(.+)$");
    private static final Pattern NDOTS = Pattern.compile("(?m)^options\\s.*\\bndots:(\\d+)");

    /** What a pod of {@code dnsPolicy: None} starts with. */
    public static final SearchList NONE = new SearchList(List.of(), USUAL_NDOTS);

    public SearchList {
        domains = List.copyOf(domains);
    }

    /** The search list of a resolv.conf. */
    public static SearchList of(String resolvConf) {
        Matcher search = SEARCH.matcher(resolvConf);
        Matcher ndots = NDOTS.matcher(resolvConf);
        return new SearchList(
                search.find() ? List.of(search.group(1).trim().split("\\s+")) : List.of(),
                ndots.find() ? Integer.parseInt(ndots.group(1)) : USUAL_NDOTS);
    }

    /** This list, and more domains after it. */
    public SearchList and(List<String> more) {
        return new SearchList(Stream.concat(domains.stream(), more.stream()).toList(), ndots);
    }

    public SearchList withNdots(int other) {
        return new SearchList(domains, other);
    }

    /** The absolute names that a library asks for, in its order, until one resolves. */
    public List<String> questions(String name, Library library) {
        boolean manyDots = name.chars().filter(c -> c == '.').count() >= ndots;
        Stream<String> searched = domains.stream().map(domain -> name + "." + domain.replaceFirst("\\.$", ""));
        if (manyDots && library == Library.MUSL) {
            return List.of(name);
        }
        return (manyDots ? Stream.concat(Stream.of(name), searched) : Stream.concat(searched, Stream.of(name)))
                .toList();
    }

    /** True if the library finds the name, given the absolute names that resolve. */
    public boolean finds(String name, Library library, Set<String> resolving) {
        return questions(name, library).stream().anyMatch(resolving::contains);
    }

    /** The C libraries of usual images. */
    public enum Library {
        /** Debian and its like: a name with enough dots is asked for as it is first, and then searched for. */
        GLIBC,
        /** Alpine: a name with enough dots is asked for as it is, and never searched for (musl's resolver). */
        MUSL
    }
}
