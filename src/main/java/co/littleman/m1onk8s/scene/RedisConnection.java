package co.littleman.m1onk8s.scene;

import co.littleman.m1onk8s.cluster.Cluster;
import co.littleman.m1onk8s.redis.Redis;
import co.littleman.m1onk8s.redis.SecondTunnel;
import co.littleman.m1onk8s.route.Tunnel;
import co.littleman.m1onk8s.route.WayToPod;
import co.littleman.m1onk8s.settings.RedisAccess;
import io.fabric8.kubernetes.api.model.Pod;

/** A connection to the Redis of one pod, with the tunnel that it goes through. */
record RedisConnection(Tunnel tunnel, Redis redis) implements AutoCloseable {
    /** Opens a tunnel; Redis itself is dialled at the first command. */
    static RedisConnection open(Cluster cluster, Pod pod, int port, RedisAccess access) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        Tunnel tunnel = Tunnel.open(cluster, namespace, name, port);
        WayToPod way = new WayToPod(cluster, namespace, name);
        return new RedisConnection(
                tunnel,
                new Redis(
                        "pod " + name,
                        tunnel.host(),
                        tunnel.port(),
                        access,
                        tunnel::explain,
                        new SecondTunnel(way, name, port, access)));
    }

    @Override
    public void close() {
        try (tunnel) {
            redis.close();
        }
    }
}
