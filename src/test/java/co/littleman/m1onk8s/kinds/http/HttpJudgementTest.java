// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.http.HttpReply.Kind;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpJudgementTest {
    private static final Workload WEB =
            new Workload("Deployment", "shop", "web", new PodTemplateSpec(), new Place("60-web.yml", 1));

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
    @ValueSource(strings = {"https://web/", "http://shop.example/", "//other/", "http://web:8080/", "::no address::"})
    void whereAnotherServerGoesOnIsNotFollowed(String location) {
        assertThat(judge(null, Map.of("/", redirect(location))).status()).isEqualTo(302);
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
        return new HttpJudgement(
                        WEB, "service/web", new Place("60-web.yml", 1), new HttpExpectation("/", status, null, null))
                .require(new Pages(pages));
    }

    private static HttpReply page(int status) {
        return new HttpReply(Kind.WHOLE, status, "HTTP/1.1 " + status, null, "");
    }

    private static HttpReply redirect(String to) {
        return new HttpReply(Kind.WHOLE, 302, "HTTP/1.1 302 Found", to, "");
    }

    /** A server by its pages. */
    private record Pages(Map<String, HttpReply> pages) implements HttpPath {
        @Override
        public HttpReply get(String path) {
            return Objects.requireNonNull(pages.get(path), path);
        }

        @Override
        public String host() {
            return "web";
        }

        @Override
        public String title() {
            return "web:80";
        }
    }
}
