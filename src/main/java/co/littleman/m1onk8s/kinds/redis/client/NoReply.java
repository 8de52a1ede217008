// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;

/** What it means that a command got no answer in time: a Redis that hangs, or only that we do not get through to it. */
@FunctionalInterface
public interface NoReply {
    /** Takes the silence for what it looks like. */
    NoReply AS_HEARD = (silent, command) -> new CheckFailedException(silent);

    /**
     * What is to be said.
     *
     * @param silent the finding, if it is Redis that is silent
     */
    CheckFailedException of(Finding silent, String... command);
}
