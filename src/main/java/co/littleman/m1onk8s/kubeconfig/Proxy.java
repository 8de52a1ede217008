// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.SettingsException;
import io.fabric8.kubernetes.client.Config;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxy on the way to an API server, found as kubectl finds it: the kubeconfig's proxy-url, else HTTPS_PROXY (for a
 * plain server HTTP_PROXY) unless NO_PROXY says otherwise, and never for this machine itself.
 *
 * @param url null for none
 * @param source what names it, such as {@code HTTPS_PROXY}
 */
public record Proxy(@Nullable URI url, String source) {
    public static final Proxy NONE = new Proxy(null, "");

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /**
     * That of a server.
     *
     * @param proxyUrl of the kubeconfig; or null
     * @throws SettingsException if it is one that cannot be spoken to
     */
    public static Proxy of(URI server, @Nullable String proxyUrl, Map<String, String> environment) {
        if (proxyUrl != null && !proxyUrl.isBlank()) {
            return new Proxy(url(proxyUrl, "the kubeconfig's proxy-url"), "the kubeconfig's proxy-url");
        }
        String variable = "http".equals(server.getScheme()) ? "HTTP_PROXY" : "HTTPS_PROXY";
        String value = either(environment, variable);
        if (value.isBlank() || isDirect(server, either(environment, "NO_PROXY"))) {
            return NONE;
        }
        return new Proxy(url(value.contains("://") ? value : "http://" + value, variable), variable);
    }

    private static String either(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : value;
    }

    private static URI url(String text, String source) {
        URI url;
        try {
            url = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    "The proxy that %s names is no URL; write for example http://proxy.example:3128."
                            .formatted(source));
        }
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new SettingsException(
                    "The proxy that %s names is spoken to by %s, and this suite speaks plain HTTP to a proxy; write for example http://proxy.example:3128."
                            .formatted(source, String.valueOf(url.getScheme())));
        }
        return url;
    }

    /** True if NO_PROXY names the server: a domain and all below it, an address, a network, or all. */
    static boolean isDirect(URI server, String noProxy) {
        String host = String.valueOf(server.getHost()).toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
        if (host.equals("localhost") || isLoopback(host)) {
            return true;
        }
        return Arrays.stream(noProxy.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*") || names(entry, host, port(server)));
    }

    private static boolean names(String entry, String host, int port) {
        if (entry.contains("/")) {
            return isWithin(entry, host);
        }
        String name = entry;
        if (entry.matches("[^:]+:\\d+")) {
            if (!entry.endsWith(":" + port)) {
                return false;
            }
            name = entry.substring(0, entry.indexOf(':'));
        }
        String domain = name.replaceFirst("^\\*?\\.", "");
        boolean itself = name.equals(domain);
        return (itself && host.equals(domain)) || (!ADDRESS.matcher(host).matches() && host.endsWith("." + domain));
    }

    private static boolean isWithin(String network, String host) {
        String[] parts = network.split("/", 2);
        if (!ADDRESS.matcher(host).matches() || !ADDRESS.matcher(parts[0]).matches() || !parts[1].matches("\\d{1,3}")) {
            return false;
        }
        byte[] net = bytes(parts[0]);
        byte[] one = bytes(host);
        int bits = Integer.parseInt(parts[1]);
        if (net.length != one.length || bits > net.length * Byte.SIZE) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
            if (((net[bit / Byte.SIZE] ^ one[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoopback(String host) {
        return host.equals("::1") || (ADDRESS.matcher(host).matches() && host.startsWith("127."));
    }

    /** An address that is written as one is not looked up. */
    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private static int port(URI server) {
        if (server.getPort() > 0) {
            return server.getPort();
        }
        return "http".equals(server.getScheme()) ? 80 : 443;
    }

    boolean isThere() {
        return url != null;
    }

    /** Tells fabric8, which takes the kubeconfig's proxy-url for servers without TLS only. */
    public void addTo(Config config) {
        String way = url == null ? null : (url.getPort() > 0 ? url : withPort(url)).toString();
        config.setHttpProxy(way);
        config.setHttpsProxy(way);
    }

    private static URI withPort(URI url) {
        return URI.create(url.toString().replaceFirst("(?<=//)[^/]*", "$0:80"));
    }

    /** What a run's first lines say; without the login that may be in it. */
    @Override
    public String toString() {
        if (url == null) {
            return "";
        }
        String port = url.getPort() > 0 ? ":" + url.getPort() : "";
        return "%s://%s%s (%s)".formatted(url.getScheme(), url.getHost(), port, source);
    }

    /** The finding for a first question that did not arrive, if it may have been the proxy that lost it. */
    CheckFailedException explain(CheckFailedException problem) {
        Finding finding = problem.finding();
        boolean isAboutTheWay = finding.cause() == Cause.API_UNREACHABLE || finding.cause() == Cause.PROXY_FAILED;
        if (url == null || !isAboutTheWay) {
            return problem;
        }
        String reason = finding.cause() == Cause.PROXY_FAILED
                ? "The proxy %s did not let us through to the API server.".formatted(this)
                : "No answer came through the proxy %s, on the way to the API server.".formatted(this);
        return new CheckFailedException(
                Finding.of(Cause.PROXY_FAILED, reason)
                        .seen(finding.seen())
                        .likely(likely(finding.seen()))
                        .next("kubectl version -v 6   # takes the same proxy; NO_PROXY leaves it out"),
                problem);
    }

    private static String likely(String seen) {
        if (seen.contains("407")) {
            return "the proxy wants a login: http://USER:PASSWORD@HOST:PORT";
        }
        return seen.contains("Tunnel failed")
                ? "the proxy may not, or cannot, reach the API server"
                : "the proxy is not there, or the API server behind it does not answer";
    }
}
