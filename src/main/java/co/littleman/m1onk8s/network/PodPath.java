// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.run.Poll;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The way that tunnels take to one pod: this machine, the API server, the kubelet, the container runtime. */
public final class PodPath {
    /** Nothing has listened there for decades (tcpmux): a connection is refused there, whatever runs in the pod. */
    private static final int CLOSED_PORT = 1;

    /** Such a refusal takes a tenth of a second, and half a one if the machine is busy. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private final IntFunction<Tunnel> opener;

    /** The way of port-forwards. */
    public PodPath(Cluster cluster, String namespace, String pod) {
        this(port -> PortForward.open(cluster, namespace, pod, port));
    }

    /** The way of other tunnels. */
    public PodPath(IntFunction<Tunnel> opener) {
        this.opener = opener;
    }

    /** A tunnel to a port of the pod. */
    public Tunnel open(int port) {
        return opener.apply(port);
    }

    /** What comes of a tunnel to a port of the pod. */
    public <T> T through(int port, Function<Tunnel, T> work) {
        try (Tunnel tunnel = open(port)) {
            return work.apply(tunnel);
        }
    }

    /** True if a question gets to the pod and its answer back, told by a port that answers for the pod: refused. */
    public boolean isOpen() {
        return through(CLOSED_PORT, PodPath::isRefused);
    }

    private static boolean isRefused(Tunnel tunnel) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(tunnel.host(), tunnel.port()), (int) PATIENCE.toMillis());
            return Poll.LOCAL.until(PATIENCE, tunnel::isRefused);
        } catch (IOException e) {
            return false;
        }
    }
}
