package co.littleman.m1onk8s.claims;

import java.util.List;

/** One promise of the stack, with a verdict of its own. */
public sealed interface Claim {
    /** Stable id that reads as words, such as {@code redis-answers-ping}. */
    String id();

    /** What holds when the claim passes, as one sentence. */
    String sentence();

    /** Ids of the claims without which this one cannot be judged; they come earlier in the catalogue. */
    List<String> grounds();

    /** A claim about the stack as a whole. */
    non-sealed interface OfStack extends Claim {
        /**
         * Returns where the claim holds.
         *
         * @throws co.littleman.m1onk8s.verdict.Unproven where it does not, or cannot be judged
         */
        void prove(StackScene it);
    }

    /** A claim about each component. */
    non-sealed interface OfComponent extends Claim {
        /** What a component must have for this claim to be about it. */
        List<Need> needs();

        /**
         * Returns where the claim holds.
         *
         * @throws co.littleman.m1onk8s.verdict.Unproven where it does not, or cannot be judged
         */
        void prove(ComponentScene it);
    }
}
