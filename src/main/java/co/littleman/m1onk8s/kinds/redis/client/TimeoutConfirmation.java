// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.network.PodPath;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.util.Optional;

/**
 * Asks once more before a Redis is called silent. On a machine without CPU a healthy one is: the way to it goes through
 * the API server, the kubelet and the runtime, and each of them may be what is late. So the command is sent over a
 * second connection, and a port of the same pod that refuses everybody shows whether the way there is open meanwhile.
 */
public final class TimeoutConfirmation implements NoReply {
    private final PodPath way;
    private final String pod;
    private final int port;
    private final RedisAccess access;

    public TimeoutConfirmation(PodPath way, String pod, int port, RedisAccess access) {
        this.way = way;
        this.pod = pod;
        this.port = port;
        this.access = access;
    }

    @Override
    public CheckFailedException of(Finding silent, String... command) {
        boolean before = way.isOpen();
        Optional<CheckFailedException> again = again(command);
        return new CheckFailedException(
                judged(silent, pod, again.map(CheckFailedException::finding), before && way.isOpen()));
    }

    /** Empty if it answered now, whatever it said. */
    private Optional<CheckFailedException> again(String... command) {
        return way.through(port, portForward -> {
            try (Redis redis = new Redis(
                    "pod " + pod,
                    portForward.host(),
                    portForward.port(),
                    access,
                    portForward::explain,
                    NoReply.AS_HEARD)) {
                redis.answers(command);
                return Optional.empty();
            } catch (CheckFailedException failed) {
                return Optional.of(failed);
            }
        });
    }

    /**
     * A Redis hangs only if it is silent twice while the connection to it is open.
     *
     * @param again what came of the second time; empty if an answer came
     * @param open true if the way to the pod was open before and after
     */
    static Finding judged(Finding silent, String pod, Optional<Finding> again, boolean open) {
        if (again.isPresent() && again.get().cause() == RedisCause.REDIS_SILENT && open) {
            return silent.detail("again", "no answer over a second connection either")
                    .detail("the way", "open: a port on which nothing listens is refused at once");
        }
        if (again.isPresent() && isOfConnection(again.get().cause())) {
            return again.get();
        }
        boolean answered = again.isEmpty() || again.get().cause() != RedisCause.REDIS_SILENT;
        return Finding.of(
                        Cause.TUNNEL_LOST,
                        answered
                                ? "Redis in pod %s answered only when it was asked again, over another connection."
                                        .formatted(pod)
                                : "Nothing gets through to pod %s in time, so it is not known whether its Redis answers."
                                        .formatted(pod))
                .expected("an answer over the first connection, or none over either while the way is open")
                .seen(silent.reason())
                .likely("this machine or the node has no CPU left, or the connection to the API server is slow")
                .next("uptime   # then run again");
    }

    private static boolean isOfConnection(Cause cause) {
        return cause == Cause.CONNECTION_REFUSED || cause.outcome() != RedisCause.REDIS_SILENT.outcome();
    }
}
