// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Poll;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A port-forward to one pod, listening on loopback only. It enters the pod's own network namespace, so it proves
 * nothing about Service, DNS or network policy.
 */
public final class PortForward implements Tunnel {
    /** The API server's word about a connection comes just after its end. */
    private static final Duration ERROR_BUDGET = Duration.ofMillis(500);

    private final String namespace;
    private final String pod;
    private final int podPort;
    private final LocalPortForward forward;

    private PortForward(String namespace, String pod, int podPort, LocalPortForward forward) {
        this.namespace = namespace;
        this.pod = pod;
        this.podPort = podPort;
        this.forward = forward;
    }

    /** Opens a port-forward to a pod's port. Nothing is dialled before a client connects. */
    public static PortForward open(Cluster cluster, String namespace, String pod, int podPort) {
        // Without an address fabric8 listens on all interfaces.
        LocalPortForward forward = cluster.client()
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .portForward(podPort, InetAddress.getLoopbackAddress(), 0);
        return new PortForward(namespace, pod, podPort, forward);
    }

    @Override
    public String host() {
        return forward.getLocalAddress().getHostAddress();
    }

    @Override
    public int port() {
        return forward.getLocalPort();
    }

    /** fabric8 keeps that to itself unless it is asked. */
    @Override
    public CheckFailedException explain(String clientError) {
        String errors = errors();
        if (isRefused()) {
            return new CheckFailedException(Finding.of(
                            Cause.CONNECTION_REFUSED, "Nothing listens on port %d of pod %s.".formatted(podPort, pod))
                    .seen(errors)
                    .likely("the container listens on another port than the one it declares")
                    .next("kubectl -n %s logs %s --all-containers".formatted(namespace, pod)));
        }
        for (Throwable error : forward.getServerThrowables()) {
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                if (cause instanceof KubernetesClientException refused && refused.getCode() >= 400) {
                    return refused(refused);
                }
                if (cause instanceof WebSocketHandshakeException refused) {
                    int code = refused.getResponse().code();
                    return refused(new KubernetesClientException(
                            "HTTP %d at the handshake for pods/portforward".formatted(code), code, null));
                }
            }
        }
        return new CheckFailedException(
                Finding.of(Cause.TUNNEL_LOST, "The port-forward to pod %s broke.".formatted(pod))
                        .seen(errors.isEmpty() ? clientError : errors)
                        .next("kubectl -n %s port-forward %s %d".formatted(namespace, pod, podPort)));
    }

    /** As {@link #explain}, if the port-forward knows of an error; empty if the pod itself ended the connection. */
    public Optional<CheckFailedException> problem() {
        Poll.LOCAL.until(ERROR_BUDGET, () -> !errors().isEmpty());
        return errors().isEmpty() ? Optional.empty() : Optional.of(explain(""));
    }

    @Override
    public boolean isRefused() {
        String errors = errors();
        // What a node refuses, the API server says; what a pod refuses, its node.
        return errors.contains("connection refused") && !errors.contains("error dialing backend");
    }

    private String errors() {
        return Stream.concat(forward.getServerThrowables().stream(), forward.getClientThrowables().stream())
                .map(PortForward::text)
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private CheckFailedException refused(KubernetesClientException refusal) {
        return ApiProblem.of("opening a port-forward to pod %s".formatted(pod), refusal);
    }

    private static String text(Throwable error) {
        return error.getMessage() == null ? error.toString() : error.getMessage();
    }

    @Override
    public void close() {
        try {
            forward.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
