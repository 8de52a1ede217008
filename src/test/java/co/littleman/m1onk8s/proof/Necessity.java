// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.checks.Check;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a check is worth its place: a fault whose cause nobody names where the check is switched off.
 *
 * @param fault name of such a fault; null if there is none among those that the check is to catch
 * @param instead what the run without the check said of that fault; of each that was tried, if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Necessity(String check, @Nullable String fault, List<String> instead) {
    /** What these do to the stack is looked at by others as well: without them the others see something else. */
    private static final Set<String> LEAVE_SOMETHING = Set.of("pod-comes-back");

    static Necessity find(String check, List<Row> caught, UnaryOperator<Row> without) {
        List<String> tried = new ArrayList<>();
        for (Row row : caught) {
            Row blind = without.apply(row);
            boolean judged = blind.differences().stream().noneMatch(difference -> difference.startsWith("not judged"));
            if (judged && !blind.causes().contains(Objects.requireNonNull(row.cause()))) {
                return new Necessity(check, row.name(), blind.red());
            }
            tried.add("%s: %s".formatted(row.name(), judged ? blind.red() : blind.differences()));
        }
        return new Necessity(check, null, tried);
    }

    /**
     * What the rows already tell of a check that changes nothing for the others: switched off, it takes away its own
     * verdict and no more. Empty if there is no such row; then only a run without the check can tell.
     */
    static Optional<Necessity> recorded(String check, List<Row> caught) {
        return caught.stream()
                .filter(row -> row.skippedAfter().isEmpty())
                .filter(row -> !row.causesWithout(check).contains(Objects.requireNonNull(row.cause())))
                .findFirst()
                .map(row -> new Necessity(
                        check,
                        row.name(),
                        row.red().stream()
                                .filter(one -> !one.startsWith(check + " ("))
                                .toList()));
    }

    /**
     * The checks whose verdict, or whose deed, is of consequence for others: only a run without one tells what it is
     * worth.
     */
    static Set<String> ofConsequence(List<Check> catalogue) {
        return Stream.concat(
                        catalogue.stream().flatMap(check -> check.info().dependencies().stream()),
                        LEAVE_SOMETHING.stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
