// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connections to Redis that nobody speaks over now. A port-forward costs the API server, the kubelet and the runtime more
 * than most conversations do, so the next conversation with the same pod takes the connection of the last one.
 */
final class RedisConnections implements AutoCloseable {
    /** By the uid of its pod and the port; one each, because Redis counts its clients, and so does what judges them. */
    private final Map<String, RedisConnection> idle = new HashMap<>();

    private boolean closed;

    /** A connection to this port of a pod that still answers; empty if there is none. */
    Optional<RedisConnection> take(Pod pod, int port) {
        RedisConnection connection = remove(pod, port);
        if (connection == null) {
            return Optional.empty();
        }
        if (connection.redis().isAsNew()) {
            return Optional.of(connection);
        }
        connection.close();
        return Optional.empty();
    }

    private synchronized @Nullable RedisConnection remove(Pod pod, int port) {
        return idle.remove(key(pod, port));
    }

    /** Keeps a connection over which a conversation came to its end, or closes it if there is one already. */
    void keep(Pod pod, int port, RedisConnection connection) {
        if (!add(key(pod, port), connection)) {
            connection.close();
        }
    }

    private synchronized boolean add(String key, RedisConnection connection) {
        return !closed && idle.putIfAbsent(key, connection) == null;
    }

    private static String key(Pod pod, int port) {
        return pod.getMetadata().getUid() + ":" + port;
    }

    @Override
    public void close() {
        removeAll().forEach(RedisConnection::close);
    }

    private synchronized List<RedisConnection> removeAll() {
        closed = true;
        List<RedisConnection> all = new ArrayList<>(idle.values());
        idle.clear();
        return all;
    }
}
