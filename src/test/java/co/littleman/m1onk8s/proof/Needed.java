package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.claims.Claim;
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
 * Whether a claim is worth its place: a fault whose cause nobody names where the claim is switched off.
 *
 * @param fault name of such a fault; null where there is none among those that the claim is to catch
 * @param instead what the run without the claim said of that fault; of each that was tried, where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Needed(String claim, @Nullable String fault, List<String> instead) {
    /** What these do to the stack is looked at by others as well: without them the others see something else. */
    private static final Set<String> LEAVE_SOMETHING = Set.of("pod-comes-back");

    static Needed find(String claim, List<Row> caught, UnaryOperator<Row> without) {
        List<String> tried = new ArrayList<>();
        for (Row row : caught) {
            Row blind = without.apply(row);
            boolean judged = blind.differences().stream().noneMatch(difference -> difference.startsWith("not judged"));
            if (judged && !blind.causes().contains(Objects.requireNonNull(row.cause()))) {
                return new Needed(claim, row.name(), blind.red());
            }
            tried.add("%s: %s".formatted(row.name(), judged ? blind.red() : blind.differences()));
        }
        return new Needed(claim, null, tried);
    }

    /**
     * What the rows already tell of a claim that changes nothing for the others: switched off, it takes away its own
     * verdict and no more. Empty if there is no such row; then only a run without the claim can tell.
     */
    static Optional<Needed> recorded(String claim, List<Row> caught) {
        return caught.stream()
                .filter(row -> row.skippedAfter().isEmpty())
                .filter(row -> !row.causesWithout(claim).contains(Objects.requireNonNull(row.cause())))
                .findFirst()
                .map(row -> new Needed(
                        claim,
                        row.name(),
                        row.red().stream()
                                .filter(one -> !one.startsWith(claim + " ("))
                                .toList()));
    }

    /** The claims whose verdict, or whose deed, is of consequence for others: only a run without one tells what it is worth. */
    static Set<String> ofConsequence(List<Claim> catalogue) {
        return Stream.concat(
                        catalogue.stream().flatMap(claim -> claim.terms().grounds().stream()), LEAVE_SOMETHING.stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
