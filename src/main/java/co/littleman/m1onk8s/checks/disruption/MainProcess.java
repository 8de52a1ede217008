// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.network.ContainerShell;
import co.littleman.m1onk8s.redis.RedisContext;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.SkipReason;
import io.fabric8.kubernetes.api.model.Pod;

/** The main process of a container, and how to end it without more rights than a client has. */
final class MainProcess {
    private final ComponentContext it;
    private final Pod pod;
    private final String container;

    MainProcess(ComponentContext it, Pod pod, String container) {
        this.it = it;
        this.pod = pod;
        this.container = container;
    }

    /** Ends it: Redis by its own command, all else by a signal; skips the check where neither is to be had. */
    void end() {
        boolean isRedis = it.component()
                .redisContainer()
                .filter(redis -> redis.getName().equals(container))
                .isPresent();
        if (isRedis && redisShutsDown()) {
            return;
        }
        ContainerShell shell = new ContainerShell(
                it.stack().cluster(), it.namespace(), pod.getMetadata().getName(), container);
        if (!shell.endsMainProcess()) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a shell in container " + container);
        }
    }

    private boolean redisShutsDown() {
        try {
            RedisContext.of(it).withRedis(pod, redis -> redis.text("SHUTDOWN", "NOSAVE"));
            return true;
        } catch (CheckFailedException e) {
            return hungUp(e);
        }
    }

    /** Redis' answer to SHUTDOWN is to hang up; any words are a refusal. */
    static boolean hungUp(CheckFailedException e) {
        Cause cause = e.finding().cause();
        if (cause == Cause.TUNNEL_LOST || cause == Cause.CONNECTION_LOST || cause == Cause.CONNECTION_REFUSED) {
            return true;
        }
        if (cause.outcome() == Outcome.INCONCLUSIVE) {
            throw e;
        }
        return false;
    }
}
