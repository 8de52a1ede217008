package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.route.ContainerShell;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.Pod;

/** The main process of a container, and how to end it without more rights than a client has. */
final class MainProcess {
    private final ComponentScene it;
    private final Pod pod;
    private final String container;

    MainProcess(ComponentScene it, Pod pod, String container) {
        this.it = it;
        this.pod = pod;
        this.container = container;
    }

    /** Ends it: Redis by its own command, all else by a signal; skips the claim where neither is to be had. */
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
            throw new Skipped(SkipReason.NEED, "a shell in container " + container);
        }
    }

    private boolean redisShutsDown() {
        try {
            it.withRedis(pod, redis -> redis.text("SHUTDOWN", "NOSAVE"));
            return true;
        } catch (Unproven e) {
            return hungUp(e);
        }
    }

    /** Redis' answer to SHUTDOWN is to hang up; any words are a refusal. */
    static boolean hungUp(Unproven e) {
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
