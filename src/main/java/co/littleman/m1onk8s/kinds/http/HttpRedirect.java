// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a redirect leads.
 *
 * @param from the address that was asked for
 * @param to the address that was named, made whole as a client does it
 */
record HttpRedirect(URI from, URI to) {
    static final int HTTP_PORT = 80;

    /** That of an answer by this way to a request for this path; empty if its Location is no address. */
    static Optional<HttpRedirect> of(HttpPath way, String path, String location) {
        try {
            URI from = new URI("http://" + way.host() + path);
            return Optional.of(new HttpRedirect(from, from.resolve(new URI(location))));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isHttp() {
        return "http".equalsIgnoreCase(to.getScheme()) && to.getHost() != null;
    }

    /** The path, if it stays at this server and its scheme; empty if it leads elsewhere. */
    Optional<String> samePath() {
        boolean same = isHttp() && from.getAuthority().equalsIgnoreCase(to.getAuthority());
        if (!same) {
            return Optional.empty();
        }
        String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        return Optional.of(to.getRawQuery() == null ? path : path + "?" + to.getRawQuery());
    }

    /** The port to which it leads, if that is one that the server's Service does not have; empty for all others. */
    Optional<Integer> missingPort(HttpAddress address) {
        int port = to.getPort() < 0 ? HTTP_PORT : to.getPort();
        return isHttp() && address.lacks(to.getHost(), port, String.valueOf(from.getHost()))
                ? Optional.of(port)
                : Optional.empty();
    }
}
