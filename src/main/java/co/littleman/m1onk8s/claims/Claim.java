package co.littleman.m1onk8s.claims;

import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.StackScene;

/** One promise of the stack, with a verdict of its own. */
public sealed interface Claim {
    /** What the claim says, what it touches, and what it stands on. */
    Terms terms();

    /** The id of its terms. */
    default String id() {
        return terms().id();
    }

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
        /**
         * Returns where the claim holds.
         *
         * @throws co.littleman.m1onk8s.verdict.Unproven where it does not, or cannot be judged
         */
        void prove(ComponentScene it);
    }
}
