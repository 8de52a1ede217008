// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.network.PodPath;
import co.littleman.m1onk8s.network.PortForward;
import io.fabric8.kubernetes.api.model.Pod;

/** A connection to the Redis of one pod, with the port-forward that it goes through. */
record RedisConnection(PortForward portForward, Redis redis) implements AutoCloseable {
    /** Opens a port-forward; Redis itself is dialled at the first command. */
    static RedisConnection open(Cluster cluster, Pod pod, int port, RedisAccess access) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        PortForward portForward = PortForward.open(cluster, namespace, name, port);
        PodPath way = new PodPath(cluster, namespace, name);
        return new RedisConnection(
                portForward,
                new Redis(
                        "pod " + name,
                        portForward.host(),
                        portForward.port(),
                        access,
                        portForward::explain,
                        new TimeoutConfirmation(way, name, port, access)));
    }

    @Override
    public void close() {
        try (portForward) {
            redis.close();
        }
    }
}
