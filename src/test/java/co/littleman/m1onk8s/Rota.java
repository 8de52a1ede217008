// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which quarter of the soak tests this run takes: that of {@code -Dverify.test.soak}, 1 to 4, which {@code
 * scripts/test} sets by the number of commits. All of them if nobody says so.
 *
 * @param quarter from 1 to 4; 0 for all
 */
public record Rota(int quarter) {
    static final String PROPERTY = "verify.test.soak";
    static final int QUARTERS = 4;

    /** Takes all quarters. */
    static final Rota ALL = new Rota(0);

    public static Rota ofProcess() {
        return of(System.getProperty(PROPERTY));
    }

    static Rota of(@Nullable String setting) {
        if (setting == null || setting.equals("all")) {
            return ALL;
        }
        if (!setting.matches("[1-4]")) {
            throw new IllegalArgumentException(
                    "-D%s is '%s', but it must be 1, 2, 3, 4 or all".formatted(PROPERTY, setting));
        }
        return new Rota(Integer.parseInt(setting));
    }

    /** Whether this run takes that quarter. */
    boolean has(int other) {
        return quarter == 0 || quarter == other;
    }

    /** Those of a list whose turn it is, by their places: each is in one quarter. */
    public Set<String> turn(List<String> all) {
        return IntStream.range(0, all.size())
                .filter(place -> has(place % QUARTERS + 1))
                .mapToObj(all::get)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public String toString() {
        return quarter == 0 ? "all quarters" : "quarter %d of %d".formatted(quarter, QUARTERS);
    }
}
