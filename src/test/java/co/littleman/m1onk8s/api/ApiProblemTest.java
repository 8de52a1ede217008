// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.result.CheckFailedException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.fabric8.kubernetes.client.http.WebSocketUpgradeResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

class ApiProblemTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | API_UNAUTHORIZED | The API server does not know us: not logged in, while asking %s for its version.
            403 | API_FORBIDDEN    | The API server forbids it: a right is missing for asking %s for its version.
            500 | API_ERROR        | The API server failed while asking %s for its version.
            """)
    void aRefusalIsNeverNotYet(int code, @ConvertWith(Causes.class) Cause cause, String reason) throws IOException {
        try (FakeApiServer server = new FakeApiServer().refuse("GET /version", code, "no such luck")) {
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(server::cluster)
                    .satisfies(unproven -> {
                        assertThat(unproven.finding().cause()).isEqualTo(cause);
                        assertThat(unproven.finding().seen()).isEqualTo("no such luck");
                        assertThat(unproven.finding().reason()).matches(reason.replace("%s", "http://127.0.0.1:\\d+/"));
                    });
        }
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws IOException {
        FakeApiServer server = new FakeApiServer();
        server.close();

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(server::cluster)
                .satisfies(unproven -> {
                    assertThat(unproven.finding().cause()).isEqualTo(Cause.API_UNREACHABLE);
                    assertThat(unproven.finding().reason())
                            .matches(
                                    "The API server did not answer while asking http://127.0.0.1:\\d+/ for its version\\.");
                    assertThat(unproven.finding().seen()).contains("ConnectException");
                });
    }

    @Test
    void soIsAServerThatGoesAway() throws IOException {
        FakeApiServer server = new FakeApiServer();
        try (Cluster cluster = server.cluster()) {
            server.close();

            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> cluster.get("/api/v1"))
                    .satisfies(unproven -> {
                        assertThat(unproven.finding().cause()).isEqualTo(Cause.API_UNREACHABLE);
                        assertThat(unproven.finding().reason())
                                .startsWith("The API server did not answer")
                                .contains("GET /api/v1");
                    });
        }
    }

    @Test
    void aServerThatTakesTheConnectionAndSaysNothingIsToldWithinTenSeconds() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();

            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> FakeApiServer.at("http://127.0.0.1:" + mute.getLocalPort() + "/"))
                    .satisfies(unproven -> {
                        assertThat(unproven.finding().cause()).isEqualTo(Cause.API_UNREACHABLE);
                        assertThat(unproven.finding().reason())
                                .matches("The API server did not answer while asking http://\\S+ for its version\\.");
                        assertThat(unproven.finding().seen()).isEqualTo("TimeoutException: no answer within 7 s");
                    });

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsToldApart() {
        KubernetesClientException e = new KubernetesClientException(
                "Operation failed",
                new IOException(new SSLHandshakeException("unable to find valid certification path")));

        CheckFailedException unproven = ApiProblem.of("asking for its version", e);

        assertThat(unproven.finding().cause()).isEqualTo(Cause.API_CERTIFICATE);
        assertThat(unproven).hasMessage("""
                The API server's certificate is not one that the kubeconfig vouches for, or is over: nothing was asked while asking for its version.
                  seen   SSLHandshakeException: unable to find valid certification path
                  look   kubectl config view   # is certificate-authority that of this server, and the server's name right?""");
    }

    @Test
    void aServerThatHangsUpDuringTheHandshakeIsAwayAndHasNoBadCertificate() {
        SSLHandshakeException byEngine = new SSLHandshakeException("Remote host terminated the handshake");
        SSLHandshakeException bySocket = new SSLHandshakeException("the handshake failed");
        bySocket.initCause(new EOFException("SSL peer shut down incorrectly"));

        assertThat(List.of(byEngine, bySocket))
                .allSatisfy(handshake -> assertThat(ApiProblem.of(
                                        "listing pods", new KubernetesClientException("x", new IOException(handshake)))
                                .finding()
                                .cause())
                        .isEqualTo(Cause.API_UNREACHABLE));
    }

    @Test
    void aHandshakeThatIsRefusedIsAnAnswer() {
        IOException refused = new IOException("Unexpected HTTP response status code 403");

        assertThat(ApiProblem.of("running a script", new KubernetesClientException("x", refused))
                        .finding()
                        .cause())
                .isEqualTo(Cause.API_FORBIDDEN);
    }

    @Test
    void whenTheServerWasAwayIsKnown() throws IOException {
        FakeApiServer server = new FakeApiServer();
        try (Cluster cluster = server.cluster()) {
            long before = System.nanoTime();
            assertThat(cluster.outages().since(before)).isFalse();
            server.close();
            assertThatExceptionOfType(CheckFailedException.class).isThrownBy(() -> cluster.get("/api/v1"));

            assertThat(cluster.outages().since(before)).isTrue();
            assertThat(cluster.outages().since(System.nanoTime())).isFalse();
            assertThat(cluster.outages().said()).contains("ConnectException");
        }
    }

    @Test
    void aWatchThatIsOpenedAgainHasEnded() throws IOException {
        try (FakeApiServer server = new FakeApiServer();
                Cluster cluster = server.cluster()) {
            long before = System.nanoTime();
            cluster.get("/api/v1/namespaces/shop/pods?watch=true&resourceVersion=1");
            cluster.get("/api/v1/namespaces/shop/services?watch=true&resourceVersion=1");
            assertThat(cluster.outages().since(before)).isFalse();
            cluster.get("/api/v1/namespaces/shop/pods?watch=true&resourceVersion=2");

            assertThat(cluster.outages().since(before)).isTrue();
            assertThat(cluster.outages().said()).isEqualTo("the watch of /api/v1/namespaces/shop/pods ended");
        }
    }

    @Test
    void aServerThatSaysThatItCannotIsAwayAndAPodBehindItIsNot() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .refuse("GET /api/v1/namespaces/shop/pods/cache/exec", 500, "no such container")
                        .refuse("GET /api/v1", 503, "etcd has no leader");
                Cluster cluster = server.cluster()) {
            long before = System.nanoTime();
            cluster.get("/api/v1/namespaces/shop/pods/cache/exec");
            assertThat(cluster.outages().since(before)).isFalse();
            cluster.get("/api/v1");
            assertThat(cluster.outages().since(before)).isTrue();
        }
    }

    @Test
    void aRefusalOfARawRequestIsAReplyAndNotAnError() throws IOException {
        try (FakeApiServer server = new FakeApiServer().refuse("GET /api/v1", 403, "forbidden: no")) {
            ApiResponse reply = server.cluster().get("/api/v1");

            assertThat(reply.code()).isEqualTo(403);
            assertThat(reply.isSuccess()).isFalse();
            assertThat(reply.message()).isEqualTo("forbidden: no");
        }
    }

    @Test
    void aProxyThatAnswersInItsOwnWordsIsQuotedByItsStatus() throws IOException {
        try (FakeApiServer server = new FakeApiServer().on("GET /api/v1", 502, "<html>Bad Gateway</html>")) {
            assertThat(server.cluster().get("/api/v1").message()).isEqualTo("HTTP 502");
        }
    }

    @Test
    void everyRequestIsCounted() throws IOException {
        try (FakeApiServer server = new FakeApiServer();
                Cluster cluster = server.cluster()) {
            cluster.get("/api/v1");
            cluster.patch("/api/v1/namespaces/shop", "application/apply-patch+yaml", "{}");

            assertThat(server.requests()).hasSize(3);
            assertThat(cluster.requests()).isEqualTo(3);
        }
    }

    @Test
    void withoutTheServersWordsTheConnectionsEndIsSaid() {
        assertThat(ApiProblem.said(new KubernetesClientException("x", new IOException("no route to host"))))
                .isEqualTo("IOException: no route to host");
        assertThat(ApiProblem.said(new KubernetesClientException("x", new IOException())))
                .isEqualTo("IOException");
    }

    @Test
    void whoIsRefusedAtTheHandshakeOfAWebSocketIsToldSo() {
        WebSocketHandshakeException refused =
                new WebSocketHandshakeException(new WebSocketUpgradeResponse(null, 403, Map.of()));

        assertThat(ApiProblem.of("running a script in pod a", new KubernetesClientException("lost", refused)))
                .hasMessage("""
                        The API server forbids it: a right is missing for running a script in pod a.
                          seen     HTTP 403 at the handshake of a WebSocket
                          likely   a right is missing, or what stands before the API server lets nobody into pods
                          look     kubectl auth can-i --list   # which rights are there?""")
                .satisfies(problem -> assertThat(problem.finding().cause()).isEqualTo(Cause.API_FORBIDDEN));
    }

    @Test
    void aProxyThatDoesNotConnectUsIsToldApart() {
        CheckFailedException problem = ApiProblem.of(
                "listing pods", new KubernetesClientException("lost", new IOException("Tunnel failed, got: 502")));

        assertThat(problem.finding().cause()).isEqualTo(Cause.PROXY_FAILED);
        assertThat(problem.finding().reason())
                .isEqualTo("A proxy did not let us through to the API server while listing pods.");
    }
}
