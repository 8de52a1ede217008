// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;

/** Commands that only an operator needs may be taken away (ACL, rename-command): that is hardening and no fault. */
final class CommandDenied {
    private CommandDenied() {}

    /** Does it; skips the check if Redis does not let us. */
    static void skips(String command, Runnable work) {
        try {
            work.run();
        } catch (CheckFailedException e) {
            if (is(e)) {
                throw new CheckSkippedException(SkipReason.REQUIREMENT, "a Redis that lets us " + command);
            }
            throw e;
        }
    }

    static boolean is(CheckFailedException refusal) {
        Cause cause = refusal.finding().cause();
        return cause == RedisCause.REDIS_NOPERM
                || (cause == RedisCause.REDIS_ERROR
                        && refusal.finding().reason().contains("unknown command"));
    }
}
