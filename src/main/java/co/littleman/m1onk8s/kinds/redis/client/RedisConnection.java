// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.network.PodPath;
import co.littleman.m1onk8s.network.Tunnel;

/** A connection to the Redis of one pod, with the tunnel that it goes through. */
record RedisConnection(Tunnel tunnel, Redis redis) implements AutoCloseable {
    /**
     * Opens a tunnel; Redis itself is dialled at the first command.
     *
     * @param title what is spoken to, such as {@code pod cache-1}
     */
    static RedisConnection open(String title, String pod, int port, RedisAccess access, PodPath way) {
        Tunnel tunnel = way.open(port);
        return new RedisConnection(
                tunnel,
                new Redis(
                        title,
                        tunnel.host(),
                        tunnel.port(),
                        access,
                        tunnel::explain,
                        new TimeoutConfirmation(way, pod, port, access)));
    }

    @Override
    public void close() {
        try (tunnel) {
            redis.close();
        }
    }
}
