// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all checks of Redis share in a run: the login, idle connections, and how keys must begin. Closed with the run. */
final class RedisRun implements AutoCloseable {
    private final RedisLogin login;
    private final RedisConnections connections = new RedisConnections();
    private final Map<RedisComponent, Optional<String>> keysBegin = new ConcurrentHashMap<>();

    /** The uids of pods whose Redis no port-forward reaches, and the client pod does. */
    private final Set<String> relayed = ConcurrentHashMap.newKeySet();

    private RedisRun(RedisLogin login) {
        this.login = login;
    }

    static RedisRun of(RunContext context) {
        return context.shared().get(RedisRun.class, () -> new RedisRun(RedisLogin.of(context)));
    }

    RedisLogin login() {
        return login;
    }

    RedisConnections connections() {
        return connections;
    }

    /** How the keys of a component must begin; empty if none is allowed. Until it was found out: without a prefix. */
    Optional<String> keysBegin(RedisComponent component) {
        return keysBegin.getOrDefault(component, Optional.of(""));
    }

    void keysBegin(RedisComponent component, Optional<String> before) {
        keysBegin.put(component, before);
    }

    /** True if the Redis in a pod is asked by way of the client pod. */
    boolean isRelayed(Pod pod) {
        return relayed.contains(pod.getMetadata().getUid());
    }

    void relay(Pod pod) {
        relayed.add(pod.getMetadata().getUid());
    }

    @Override
    public void close() {
        connections.close();
    }
}
