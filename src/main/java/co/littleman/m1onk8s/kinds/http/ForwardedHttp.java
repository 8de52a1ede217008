// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.network.PodPath;
import co.littleman.m1onk8s.network.PortForward;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The way through a port-forward into one pod.
 *
 * @param podName name of the pod
 */
record ForwardedHttp(PortForward portForward, PodPath path, String host, String podName, String title)
        implements HttpPath {
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);

    @Override
    public Optional<String> answeringPod() {
        return Optional.of(podName);
    }

    @Override
    public HttpReply get(String of) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(portForward.host(), portForward.port()), (int) PATIENCE.toMillis());
            socket.getOutputStream().write(HttpPath.request(host, of, true).getBytes(StandardCharsets.US_ASCII));
            return known(HttpReply.read(new DeadlineStream(socket, PATIENCE)));
        } catch (IOException e) {
            throw portForward.problem().orElseGet(() -> portForward.explain(String.valueOf(e.getMessage())));
        }
    }

    /**
     * What ends or is silent may be the port-forward itself.
     *
     * @throws CheckFailedException if it is, or if nothing listens in the pod
     */
    private HttpReply known(HttpReply reply) {
        if (reply.kind() == HttpReply.Kind.EMPTY || reply.kind() == HttpReply.Kind.CUT) {
            portForward.problem().ifPresent(problem -> {
                throw problem;
            });
        }
        if (reply.kind() == HttpReply.Kind.SILENT && !path.isOpen()) {
            throw portForward.explain("nothing gets through in time");
        }
        return reply;
    }
}
