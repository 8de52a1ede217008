// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.model.PodIpBinding;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.ClientRelay;
import co.littleman.m1onk8s.network.PodPath;
import co.littleman.m1onk8s.network.Tunnel;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A Redis that listens at its pod's own address and not at localhost. That is no fault: its clients come by that
 * address. But a port-forward dials localhost in the pod, so it is asked from the client pod instead.
 */
final class PodIpListener {
    /** Why nobody can ask it. */
    static final String UNREACHABLE = "a client pod that reaches Redis, at --level probe or higher:"
            + " Redis listens at its pod's address only, and a port-forward ends at localhost in the pod";

    /** What a tunnel knows of a refusal comes just after the end of the connection. */
    private static final Duration REFUSAL_TOLD = Duration.ofMillis(500);

    private final ComponentContext it;
    private final RedisComponent redis;
    private final Pod pod;

    PodIpListener(ComponentContext it, RedisComponent redis, Pod pod) {
        this.it = it;
        this.redis = redis;
        this.pod = pod;
    }

    /** The way to a pod's own address, from the client pod. */
    static PodPath way(ClientPod client, Pod pod) {
        return new PodPath(
                port -> ClientRelay.open(client, new Address(pod.getStatus().getPodIP(), port)));
    }

    /**
     * A connection from the client pod to the pod's address, if Redis answers there.
     *
     * @param tunnel a port-forward through which no connection was made
     * @return empty if there is no such Redis: the refusal is what there is to tell
     * @throws CheckSkippedException if the manifests say that it listens there only, and nobody may ask it there
     */
    Optional<RedisConnection> relayed(Tunnel tunnel, Function<PodPath, RedisConnection> connect) {
        if (!Poll.LOCAL.until(REFUSAL_TOLD, tunnel::isRefused)) {
            return Optional.empty();
        }
        Optional<RedisConnection> relay = client().map(client -> connect.apply(way(client, pod)));
        if (relay.isPresent()) {
            if (relay.get().redis().hearing() == Hearing.ANSWER) {
                it.note("asked by way of the client pod: Redis listens at its pod's address, and not at localhost");
                return relay;
            }
            boolean refused = Poll.LOCAL.until(REFUSAL_TOLD, relay.get().tunnel()::isRefused);
            relay.get().close();
            if (refused) {
                return Optional.empty();
            }
        }
        if (PodIpBinding.isDeclared(redis, it.stack().stack().manifests())) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, UNREACHABLE);
        }
        return Optional.empty();
    }

    /** Empty if there can be none here, or it is not let in. */
    private Optional<ClientPod> client() {
        if (!it.stack().reaches(Level.PROBE)
                || !Requirement.CLIENT_POD.isMet(
                        it.component(),
                        it.stack().stack(),
                        it.stack().settings().scope())) {
            return Optional.empty();
        }
        try {
            return Optional.of(it.clientPodLetIn());
        } catch (CheckSkippedException | CheckFailedException nobody) {
            // The check that needs the client pod itself tells.
            return Optional.empty();
        }
    }
}
