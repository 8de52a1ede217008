// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What an API server's refusal means if it says nothing about the stack: forbidden, not logged in, out of order and
 * not there are four different things, and none of them is "not yet".
 */
public final class ApiProblem {
    private static final Map<Cause, String> NEXT = Map.ofEntries(
            Map.entry(Cause.PROXY_FAILED, "kubectl version -v 6   # takes the same proxy"),
            Map.entry(
                    Cause.API_UNREACHABLE, "kubectl version   # is the server in the kubeconfig reachable from here?"),
            Map.entry(
                    Cause.API_CERTIFICATE,
                    "kubectl config view   # is certificate-authority that of this server, and the server's name right?"),
            Map.entry(Cause.API_UNAUTHORIZED, "kubectl auth whoami   # has the login expired?"),
            Map.entry(Cause.API_FORBIDDEN, "kubectl auth can-i --list   # which rights are there?"));

    private static final Map<Cause, String> REASONS = Map.ofEntries(
            Map.entry(Cause.API_UNREACHABLE, "The API server did not answer while %s."),
            Map.entry(Cause.PROXY_FAILED, "A proxy did not let us through to the API server while %s."),
            Map.entry(
                    Cause.API_CERTIFICATE,
                    "The API server's certificate is not one that the kubeconfig vouches for, or is over: nothing was asked while %s."),
            Map.entry(Cause.API_UNAUTHORIZED, "The API server does not know us: not logged in, while %s."),
            Map.entry(Cause.API_FORBIDDEN, "The API server forbids it: a right is missing for %s."));

    /** fabric8 gives 0, or less, if no HTTP status came back. */
    private static final int NO_ANSWER = 0;

    /** The JDK's own words. */
    private static final Pattern HANDSHAKE = Pattern.compile("Unexpected HTTP response status code (\\d{3})");

    private ApiProblem() {}

    /**
     * The INCONCLUSIVE finding for a request that failed.
     *
     * @param doing what was being done, such as {@code listing pods}
     */
    public static CheckFailedException of(String doing, KubernetesClientException e) {
        int code = code(e);
        if (e.getCode() <= NO_ANSWER && code > NO_ANSWER) {
            return atHandshake(doing, code);
        }
        Cause cause = switch (code) {
            case NO_ANSWER -> noAnswer(e);
            case HttpURLConnection.HTTP_PROXY_AUTH -> Cause.PROXY_FAILED;
            case HttpURLConnection.HTTP_UNAUTHORIZED -> Cause.API_UNAUTHORIZED;
            case HttpURLConnection.HTTP_FORBIDDEN -> Cause.API_FORBIDDEN;
            default -> Cause.API_ERROR;
        };
        String reason = REASONS.getOrDefault(cause, "The API server failed while %s.");
        String next = NEXT.getOrDefault(cause, "kubectl get --raw /readyz?verbose");
        return new CheckFailedException(
                Finding.of(cause, reason.formatted(doing)).seen(said(e)).next(next), e);
    }

    /**
     * As {@link #of(String, KubernetesClientException)}, for a request whose end came through a future. (fabric8's
     * launderThrowable does not unwrap it, and throws instead of returning.)
     */
    public static CheckFailedException of(String doing, ExecutionException e) {
        return of(
                doing,
                e.getCause() instanceof KubernetesClientException known
                        ? known
                        : new KubernetesClientException(String.valueOf(e.getCause()), e.getCause()));
    }

    /** As {@link #of(String, KubernetesClientException)}, for a reply that is no success. */
    public static CheckFailedException of(String doing, ApiResponse reply) {
        return of(
                doing,
                new KubernetesClientException(
                        reply.message(),
                        reply.code(),
                        new StatusBuilder().withMessage(reply.message()).build()));
    }

    /** True if the server answered that we may not, or that it does not know us. */
    public static boolean isRefusal(KubernetesClientException e) {
        int code = code(e);
        return code == HttpURLConnection.HTTP_FORBIDDEN || code == HttpURLConnection.HTTP_UNAUTHORIZED;
    }

    /** The HTTP status, which for a WebSocket is hidden in the words of its handshake. */
    private static int code(KubernetesClientException e) {
        if (e.getCode() > NO_ANSWER) {
            return e.getCode();
        }
        for (Throwable cause = e; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (cause instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().code();
            }
            Matcher status = HANDSHAKE.matcher(String.valueOf(cause.getMessage()));
            if (status.find()) {
                return Integer.parseInt(status.group(1));
            }
        }
        return NO_ANSWER;
    }

    private static CheckFailedException atHandshake(String doing, int code) {
        String said = "HTTP %d at the handshake of a WebSocket".formatted(code);
        Finding finding = of(doing, new KubernetesClientException(said, code, null))
                .finding()
                .seen(said);
        return new CheckFailedException(
                code == HttpURLConnection.HTTP_FORBIDDEN
                        ? finding.likely(
                                "a right is missing, or what stands before the API server lets nobody into pods")
                        : finding);
    }

    /** What answers is something else, such as a proxy's page for people to log in. */
    static CheckFailedException noApiServer(String server) {
        return new CheckFailedException(
                Finding.of(Cause.API_ERROR, "What answers at %s is no Kubernetes API server.".formatted(server))
                        .expected("its version")
                        .seen("an answer without one")
                        .likely("a page to log in, of a proxy in front of it; or another server's URL")
                        .next("kubectl get --raw /version"));
    }

    private static Cause noAnswer(KubernetesClientException e) {
        if (isCertificate(e)) {
            return Cause.API_CERTIFICATE;
        }
        // The JDK's words for a CONNECT that a proxy refused.
        return said(e).contains("Tunnel failed") ? Cause.PROXY_FAILED : Cause.API_UNREACHABLE;
    }

    private static boolean isCertificate(Throwable e) {
        for (Throwable cause = e; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return !hungUp(cause);
            }
        }
        return false;
    }

    /** A server that goes away, or a load balancer with none behind it, ends the handshake without a word. */
    private static boolean hungUp(Throwable e) {
        for (Throwable cause = e; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (cause instanceof EOFException
                    || cause instanceof SocketException
                    || String.valueOf(cause.getMessage()).contains("terminated the handshake")) {
                return true;
            }
        }
        return false;
    }

    /** The server's own words, or what the connection died of. */
    public static String said(KubernetesClientException e) {
        if (e.getStatus() != null && e.getStatus().getMessage() != null) {
            return e.getStatus().getMessage();
        }
        Throwable root = e;
        // What lies under a ConnectException says less than it does.
        while (root.getCause() != null && root.getCause() != root && !(root instanceof ConnectException)) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? "" : ": " + root.getMessage();
        return root.getClass().getSimpleName() + text;
    }
}
