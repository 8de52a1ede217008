// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.SettingsException;
import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyTest {
    private static final URI SERVER = URI.create("https://staging.example:6443");

    @Test
    void theKubeconfigsOwnWinsAndItsLoginIsNotShown() {
        Proxy proxy = Proxy.of(
                SERVER,
                "http://me:hunter2@proxy.example:3128",
                Map.of("HTTPS_PROXY", "http://other.example:8080", "NO_PROXY", "staging.example"));
        Config config = Config.empty();
        proxy.addTo(config);

        assertThat(proxy).hasToString("http://proxy.example:3128 (the kubeconfig's proxy-url)");
        assertThat(config.getHttpsProxy()).isEqualTo("http://me:hunter2@proxy.example:3128");
        assertThat(config.getHttpProxy()).isEqualTo("http://me:hunter2@proxy.example:3128");
    }

    @Test
    void elseTheEnvironmentsIsTakenInEitherSpelling() {
        assertThat(Proxy.of(SERVER, null, Map.of("HTTPS_PROXY", "http://a:1"))).hasToString("http://a:1 (HTTPS_PROXY)");
        assertThat(Proxy.of(SERVER, null, Map.of("https_proxy", "a:1"))).hasToString("http://a:1 (HTTPS_PROXY)");
        assertThat(Proxy.of(SERVER, null, Map.of("HTTP_PROXY", "http://a:1"))).isEqualTo(Proxy.NONE);
        assertThat(Proxy.of(URI.create("http://staging.example"), null, Map.of("HTTP_PROXY", "http://a:1")))
                .hasToString("http://a:1 (HTTP_PROXY)");
        assertThat(Proxy.of(SERVER, "", Map.of())).isEqualTo(Proxy.NONE);
    }

    @Test
    void aPortThatIsLeftOutIsTheUsualOne() {
        Config config = Config.empty();
        Proxy.of(SERVER, "http://me@proxy.example/", Map.of()).addTo(config);

        assertThat(config.getHttpsProxy()).isEqualTo("http://me@proxy.example:80/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://staging.example:6443 | staging.example          | true
            https://staging.example:6443 | example                  | true
            https://staging.example:6443 | .example                 | true
            https://staging.example:6443 | *.example                | true
            https://staging.example:6443 | ging.example             | false
            https://staging.example:6443 | .staging.example         | false
            https://staging.example:6443 | STAGING.example          | true
            https://staging.example:6443 | other, staging.example   | true
            https://staging.example:6443 | staging.example:6443     | true
            https://staging.example:6443 | staging.example:443      | false
            https://staging.example      | staging.example:443      | true
            https://staging.example:6443 | *                        | true
            https://staging.example:6443 | ''                       | false
            https://10.1.2.3:6443        | 10.1.0.0/16              | true
            https://10.1.2.3:6443        | 10.2.0.0/16              | false
            https://10.1.2.3:6443        | 10.1.2.3                 | true
            https://10.1.2.3:6443        | 2.3                      | false
            https://[fd00::1]:6443       | fd00::/8                 | true
            https://[fd00::1]:6443       | 10.0.0.0/8               | false
            https://staging.example:6443 | 10.0.0.0/8               | false
            https://localhost:6443       | ''                       | true
            https://127.0.0.2:6443       | ''                       | true
            https://[::1]:6443           | ''                       | true
            """)
    void whoIsNamedByNoProxyIsReachedDirectly(URI server, String noProxy, boolean direct) {
        assertThat(Proxy.isDirect(server, noProxy)).isEqualTo(direct);
    }

    @Test
    void oneThatCannotBeSpokenToIsRefused() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Proxy.of(SERVER, "socks5://proxy.example:1080", Map.of()))
                .withMessage(
                        "The proxy that the kubeconfig's proxy-url names is spoken to by socks5, and this suite speaks plain HTTP to a proxy; write for example http://proxy.example:3128.");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Proxy.of(SERVER, null, Map.of("HTTPS_PROXY", "http://a b")))
                .withMessage(
                        "The proxy that HTTPS_PROXY names is no URL; write for example http://proxy.example:3128.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            API_UNREACHABLE | ConnectException                     | No answer came through the proxy http://a:1 (HTTPS_PROXY), on the way to the API server.  | the proxy is not there, or the API server behind it does not answer
            PROXY_FAILED    | IOException: Tunnel failed, got: 502 | The proxy http://a:1 (HTTPS_PROXY) did not let us through to the API server.              | the proxy may not, or cannot, reach the API server
            PROXY_FAILED    | HTTP 407                             | The proxy http://a:1 (HTTPS_PROXY) did not let us through to the API server.              | the proxy wants a login: http://USER:PASSWORD@HOST:PORT
            """)
    void aQuestionThatItLostIsItsOwnMatter(
            @ConvertWith(Causes.class) Cause cause, String seen, String reason, String likely) {
        Proxy proxy = Proxy.of(SERVER, null, Map.of("HTTPS_PROXY", "http://a:1"));

        Finding finding = proxy.explain(
                        new CheckFailedException(Finding.of(cause, "No answer.").seen(seen)))
                .finding();

        assertThat(finding.cause()).isEqualTo(Cause.PROXY_FAILED);
        assertThat(finding.reason()).isEqualTo(reason);
        assertThat(finding.seen()).isEqualTo(seen);
        assertThat(finding.likely()).isEqualTo(likely);
    }

    @Test
    void whatTheServerSaidItselfIsNot() {
        CheckFailedException forbidden = new CheckFailedException(Finding.of(Cause.API_FORBIDDEN, "No."));
        CheckFailedException silent = new CheckFailedException(Finding.of(Cause.API_UNREACHABLE, "No answer."));

        assertThat(Proxy.of(SERVER, null, Map.of("HTTPS_PROXY", "http://a:1")).explain(forbidden))
                .isSameAs(forbidden);
        assertThat(Proxy.NONE.explain(silent)).isSameAs(silent);
    }
}
