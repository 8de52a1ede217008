package co.littleman.m1onk8s.redis;

import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;

/** What it means that a command got no answer in time: a Redis that hangs, or only that we do not get through to it. */
@FunctionalInterface
public interface Silence {
    /** Takes the silence for what it looks like. */
    Silence AS_HEARD = (silent, command) -> new Unproven(silent);

    /**
     * What is to be said.
     *
     * @param silent the finding, where it is Redis that is silent
     */
    Unproven of(Finding silent, String... command);
}
