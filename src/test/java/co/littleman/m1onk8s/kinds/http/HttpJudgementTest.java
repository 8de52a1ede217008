// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.http.HttpReply.Kind;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Server;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpJudgementTest {
    private static final Workload WEB = new Workload(
            "Deployment",
            "shop",
            "web",
            new PodTemplateSpecBuilder()
                    .withNewMetadata()
                    .withLabels(Map.of("role", "web"))
                    .endMetadata()
                    .build(),
            new Place("60-web.yml", 1));
    private static final HttpExpectation ANY = new HttpExpectation("/", null, null, null);

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 401, 404, 499})
    void withoutADeclaredStatusAnyBelow500IsRight(int status) {
        assertThat(judge(null, Map.of("/", page(status))).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 |     | http-server-error | the application behind the server fails",
                "502 |     | http-server-error | the server's own upstream refuses",
                "404 | 200 | http-status-wrong | the path, the document root or the host",
                "503 | 200 | http-server-error | no upstream that works",
                "200 | 302 | http-status-wrong | ''"
            })
    void anotherStatusIsNamed(int status, @Nullable String declared, String cause, String likely) {
        Finding finding = refused(declared, Map.of("/", page(status)));

        assertThat(finding.cause().word()).isEqualTo(cause);
        assertThat(finding.likely()).contains(likely);
        assertThat(finding.reason()).startsWith("web:80 answers GET / with status " + status);
    }

    @Test
    void aDeclared500IsRight() {
        assertThat(judge("503", Map.of("/", page(503))).status()).isEqualTo(503);
    }

    @Test
    void aLoginIsFollowedToItsEnd() {
        assertThat(judge(null, Map.of("/", redirect("/login"), "/login", page(200)))
                        .status())
                .isEqualTo(302);
        assertThat(refused(null, Map.of("/", redirect("http://web/login"), "/login", page(500)))
                        .reason())
                .isEqualTo("web:80 answers GET /login with status 500.");
    }

    @Test
    void aCircleIsSeenHoweverLongItIs() {
        Finding own = refused(null, Map.of("/", redirect("http://web/")));
        Finding two =
                refused(null, Map.of("/", redirect("/a?x=1"), "/a?x=1", redirect("/b"), "/b", redirect("/a?x=1")));

        assertThat(own.cause()).isEqualTo(HttpCause.HTTP_REDIRECT_LOOP);
        assertThat(own.seen()).isEqualTo("HTTP/1.1 302 Found: / → /");
        assertThat(two.seen()).isEqualTo("HTTP/1.1 302 Found: / → /a?x=1 → /b → /a?x=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://web/",
                "http://shop.example/",
                "//other/",
                "http://sweb:8080/",
                "http://web.test:8080/",
                "http://10.43.0.8:8080/",
                "::no address::"
            })
    void whereAnotherServerGoesOnIsNotFollowed(String location) {
        assertThat(judge(null, Map.of("/", redirect(location))).status()).isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource({
        "http://web:8080/, web, 8080",
        "http://WEB.shop.svc.cluster.local.:8080/, web, 8080",
        "http://web.shop:8081/, web, 8081",
        "HTTP://10.43.0.7:8080/, web, 8080",
        "http://shop.example:8080/, shop.example, 8080"
    })
    void aRedirectToAPortThatTheServiceDoesNotHaveLeadsNowhere(String location, String host, int port) {
        Finding finding = refusedRedirect(location, host, 80, 443);

        assertThat(finding.cause()).isEqualTo(HttpCause.HTTP_REDIRECT_WRONG_PORT);
        assertThat(finding.message()).isEqualTo("""
                web:80 redirects GET / to port %d, which Service web does not have: no client gets there.
                  expected   a path alone, or a port of Service web: 80, 443
                  seen       HTTP/1.1 302 Found, Location: %s
                  asked      GET /, Host: %s
                  declared   service/web   60-web.yml:20
                  likely     the server names its own port and not the one that clients use; in NGINX, absolute_redirect off; or port_in_redirect off; helps
                  look       kubectl -n shop logs web-1 -c nginx""".formatted(port, location, host));
    }

    /** NGINX with its port at 80 behind another one: it leaves out the port that clients need. */
    @Test
    void soDoesOneToPort80WithoutSayingSo() {
        Finding finding = refusedRedirect("http://web/login", "web:8080", 8080);

        assertThat(finding.reason()).contains("to port 80, which Service web does not have");
        assertThat(finding.likely()).contains("absolute_redirect off;").doesNotContain("port_in_redirect");
    }

    @Test
    void oneToAnotherPortOfTheServiceIsRight() {
        Pages pages = new Pages(Map.of("/", redirect("http://web:8080/")), "web", "web-1");

        assertThat(judge(ANY, pages, 80, 8080).status()).isEqualTo(302);
    }

    /** Its clients connect to the pods, at each port that these have. */
    @Test
    void aHeadlessServiceHasNoPorts() {
        DeclaredService headless = new DeclaredService("shop", "web", Map.of(), List.of(), new Place("60-web.yml", 20));

        assertThat(HttpAddress.of(headless, List.of()).lacks("web", 8080, "web"))
                .isFalse();
        assertThat(HttpAddress.of(headless, List.of("10.43.0.7")).lacks("web", 8080, "web"))
                .isTrue();
    }

    @Test
    void theLogIsThatOfThePodThatAnsweredOrOfAll() {
        assertThat(refused("200", Map.of("/", page(404))).next())
                .isEqualTo("kubectl -n shop logs --prefix -l role=web -c nginx");
        assertThat(refusedRedirect("http://web:8080/", "web", 80).next())
                .isEqualTo("kubectl -n shop logs web-1 -c nginx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<center>The plain HTTP request was sent to HTTPS port</center>",
                "Client sent an HTTP request to an HTTPS server.",
                "Reason: You're speaking plain HTTP to an SSL-enabled server port."
            })
    void serversThatWantTlsSayItInTheirOwnWords(String page) {
        HttpReply reply = new HttpReply(Kind.WHOLE, 400, "HTTP/1.1 400 Bad Request", null, page);

        assertThat(refused(null, Map.of("/", reply)).cause()).isEqualTo(HttpCause.HTTP_EXPECTS_TLS);
        assertThat(judge(null, Map.of("/", page(400))).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "EMPTY, http-closes-early",
        "CUT, http-closes-early",
        "SILENT, http-silent",
        "TLS, http-expects-tls",
        "OTHER, http-not-http"
    })
    void whatIsNoWholeAnswerHasACauseOfItsOwn(Kind kind, String cause) {
        assertThat(refused(null, Map.of("/", HttpReply.none(kind, "x"))).cause().word())
                .isEqualTo(cause);
    }

    private static Finding refused(@Nullable String status, Map<String, HttpReply> pages) {
        return assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> judge(status, pages))
                .actual()
                .finding();
    }

    private static HttpReply judge(@Nullable String status, Map<String, HttpReply> pages) {
        return judge(new HttpExpectation("/", status, null, null), new Pages(pages, "web", null), 80);
    }

    private static HttpReply judge(HttpExpectation expected, Pages pages, int... ports) {
        DeclaredService service = new DeclaredService(
                "shop",
                "web",
                Map.of("role", "web"),
                IntStream.of(ports)
                        .mapToObj(
                                port -> new ServicePortBuilder().withPort(port).build())
                        .toList(),
                new Place("60-web.yml", 20));
        Container nginx = new ContainerBuilder().withName("nginx").build();
        HttpTarget target =
                new HttpTarget(service, ports[0], new Server("http", nginx, 8080, "", Server.Data.NONE, false));
        return new HttpJudgement(WEB, target, HttpAddress.of(service, List.of("10.43.0.7")), expected).require(pages);
    }

    private static Finding refusedRedirect(String to, String host, int... ports) {
        return assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> judge(ANY, new Pages(Map.of("/", redirect(to)), host, "web-1"), ports))
                .actual()
                .finding();
    }

    private static HttpReply page(int status) {
        return new HttpReply(Kind.WHOLE, status, "HTTP/1.1 " + status, null, "");
    }

    private static HttpReply redirect(String to) {
        return new HttpReply(Kind.WHOLE, 302, "HTTP/1.1 302 Found", to, "");
    }

    /** A server by its pages. */
    private record Pages(
            Map<String, HttpReply> pages,
            String host,
            @Nullable String pod) implements HttpPath {
        @Override
        public HttpReply get(String path) {
            return Objects.requireNonNull(pages.get(path), path);
        }

        @Override
        public Optional<String> answeringPod() {
            return Optional.ofNullable(pod);
        }

        @Override
        public String title() {
            return "web:80";
        }
    }
}
