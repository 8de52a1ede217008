package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;

/** Commands that only an operator needs may be taken away (ACL, rename-command): that is hardening and no fault. */
final class NotAllowed {
    private NotAllowed() {}

    /** Does it; skips the claim where Redis does not let us. */
    static void skips(String command, Runnable work) {
        try {
            work.run();
        } catch (Unproven e) {
            if (is(e)) {
                throw new Skipped(SkipReason.NEED, "a Redis that lets us " + command);
            }
            throw e;
        }
    }

    static boolean is(Unproven refusal) {
        Cause cause = refusal.finding().cause();
        return cause == Cause.REDIS_NOPERM
                || (cause == Cause.REDIS_ERROR && refusal.finding().reason().contains("unknown command"));
    }
}
