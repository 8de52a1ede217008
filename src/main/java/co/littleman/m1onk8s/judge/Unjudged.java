package co.littleman.m1onk8s.judge;

import co.littleman.m1onk8s.verdict.Finding;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why claims have no verdict of their own, where a run ended before its time.
 *
 * @param begun of a claim that was being judged, by its id
 * @param notBegun of one that had not begun; null: it is SKIPPED for the cause of the others
 */
public record Unjudged(
        Function<String, Finding> begun, @Nullable Finding notBegun) {
    /** Says it of the claims that were being judged, and skips the others. */
    public static Unjudged skippingTheRest(Function<String, Finding> begun) {
        return new Unjudged(begun, null);
    }
}
