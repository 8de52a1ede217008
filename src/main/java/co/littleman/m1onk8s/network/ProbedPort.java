// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.api.Cluster;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A port of a pod that a probe asks by HTTP, asked through a port-forward. As the kubelet does, it trusts any certificate.
 */
public final class ProbedPort {
    private static final Pattern STATUS = Pattern.compile("HTTP/\\S+ (\\d{3})\\b.*");

    private final Cluster cluster;
    private final String namespace;
    private final String pod;
    private final int port;
    private final Duration patience;

    public ProbedPort(Cluster cluster, String namespace, String pod, int port, Duration patience) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.pod = pod;
        this.port = port;
        this.patience = patience;
    }

    /** What came back. */
    public enum Kind {
        STATUS,
        /** Something answered, and it was no HTTP, or no TLS. */
        OTHER,
        /** Nothing: refused, too slow, or the port-forward itself is at fault. */
        NO_ANSWER
    }

    /**
     * An answer.
     *
     * @param status of HTTP; 0 for none
     */
    public record Answer(Kind kind, int status, String words) {
        static final Answer NONE = new Answer(Kind.NO_ANSWER, 0, "");
    }

    /** GETs the path of the probe. */
    public Answer http(HTTPGetAction get) {
        boolean tls = "HTTPS".equals(get.getScheme());
        try (PortForward portForward = PortForward.open(cluster, namespace, pod, port);
                Socket plain = new Socket()) {
            int millis = (int) patience.toMillis();
            plain.connect(new InetSocketAddress(portForward.host(), portForward.port()), millis);
            plain.setSoTimeout(millis);
            try (Socket socket = tls ? trusting().createSocket(plain, pod, port, true) : plain) {
                socket.getOutputStream().write(request(get).getBytes(StandardCharsets.UTF_8));
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                return answer(in.readLine());
            }
        } catch (SSLException e) {
            return String.valueOf(e.getMessage()).contains("plaintext")
                    ? new Answer(Kind.OTHER, 0, "http: server gave HTTP response to HTTPS client")
                    : Answer.NONE;
        } catch (IOException | GeneralSecurityException e) {
            return Answer.NONE;
        }
    }

    private String request(HTTPGetAction get) {
        StringBuilder request = new StringBuilder("GET %s HTTP/1.1\r\n"
                .formatted(
                        Objects.requireNonNullElse(get.getPath(), "/").isEmpty()
                                ? "/"
                                : Objects.requireNonNullElse(get.getPath(), "/")));
        if (get.getHttpHeaders().stream().noneMatch(header -> header.getName().equalsIgnoreCase("Host"))) {
            request.append("Host: %s:%d\r\n".formatted(pod, port));
        }
        for (HTTPHeader header : get.getHttpHeaders()) {
            request.append("%s: %s\r\n".formatted(header.getName(), header.getValue()));
        }
        return request + "User-Agent: kube-probe/m1onk8s-verify\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    static Answer answer(@Nullable String line) {
        if (line == null) {
            return Answer.NONE;
        }
        Matcher status = STATUS.matcher(line);
        return status.matches()
                ? new Answer(Kind.STATUS, Integer.parseInt(status.group(1)), line)
                : new Answer(Kind.OTHER, 0, "no HTTP: " + line);
    }

    private static SSLSocketFactory trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        return context.getSocketFactory();
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Nobody asks us for one.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // The kubelet does not look at it either.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
