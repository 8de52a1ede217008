package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether a claim is worth its place: a fault whose cause nobody names where the claim is switched off.
 *
 * @param fault name of such a fault; null where there is none among those that the claim is to catch
 * @param instead what the run without the claim said of that fault; of each that was tried, where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Needed(String claim, @Nullable String fault, List<String> instead) {
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
}
