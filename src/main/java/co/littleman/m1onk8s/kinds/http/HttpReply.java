// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.jspecify.annotations.Nullable;

/**
 * What came back for one request.
 *
 * @param kind what it is
 * @param status the HTTP status; 0 for what is no HTTP
 * @param words the status line, or what came in its place
 * @param location of a redirect; null for none
 * @param body the page, decoded; empty for what is no HTTP
 */
record HttpReply(
        Kind kind, int status, String words, @Nullable String location, String body) {
    /** The most of a page that is read, in bytes: what is looked for stands in the first part of it. */
    static final int LIMIT = 1 << 20;

    private static final int BUFFER = 8192;
    private static final int SHOWN = 80;
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);
    private static final List<Integer> WITHOUT_BODY = List.of(204, 304);

    /** What an answer is. */
    enum Kind {
        /** A whole HTTP response. */
        WHOLE,
        /** An HTTP response that ends too early. */
        CUT,
        /** The connection ended without a byte. */
        EMPTY,
        /** The connection stayed open, and no byte, or no more, came in time. */
        SILENT,
        /** Bytes of TLS. */
        TLS,
        /** Another protocol. */
        OTHER
    }

    /** An answer that is no HTTP response. */
    static HttpReply none(Kind kind, String words) {
        return new HttpReply(kind, 0, words, null, "");
    }

    /**
     * Reads a response, and nothing after its end.
     *
     * @throws IOException if the connection broke, other than by its end
     */
    static HttpReply read(InputStream from) throws IOException {
        PushbackInputStream in = new PushbackInputStream(from, HTTP.length);
        byte[] first;
        try {
            first = in.readNBytes(HTTP.length);
        } catch (SocketTimeoutException silent) {
            return none(Kind.SILENT, "no answer");
        }
        if (first.length == 0) {
            return none(Kind.EMPTY, "the connection ended without an answer");
        }
        if (first[0] == TLS_ALERT || first[0] == TLS_HANDSHAKE) {
            return none(Kind.TLS, "a TLS record");
        }
        if (!new String(first, StandardCharsets.ISO_8859_1).equals("HTTP/")) {
            return none(Kind.OTHER, shown(first, in));
        }
        in.unread(first);
        return response(in);
    }

    private static String shown(byte[] first, InputStream rest) {
        String text = new String(first, StandardCharsets.ISO_8859_1);
        try {
            text += new String(rest.readNBytes(SHOWN), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // What came before is shown.
        }
        return text.lines().findFirst().orElse("").replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static HttpReply response(InputStream in) throws IOException {
        SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER);
        ClassicHttpResponse head;
        try {
            head = new DefaultHttpResponseParser().parse(buffer, in);
        } catch (SocketTimeoutException e) {
            return none(Kind.SILENT, "the headers do not end");
        } catch (HttpException | IOException e) {
            return none(Kind.CUT, String.valueOf(e.getMessage()));
        }
        String words = "%s %d %s"
                .formatted(
                        head.getVersion() == null ? "HTTP" : head.getVersion(),
                        head.getCode(),
                        Optional.ofNullable(head.getReasonPhrase()).orElse(""))
                .strip();
        Header location = head.getFirstHeader(HttpHeaders.LOCATION);
        HttpReply known =
                new HttpReply(Kind.WHOLE, head.getCode(), words, location == null ? null : location.getValue(), "");
        if (WITHOUT_BODY.contains(head.getCode())) {
            return known;
        }
        try {
            return known.with(Kind.WHOLE, words, new String(body(head, buffer, in), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            return known.with(Kind.SILENT, words + ", and the page does not end", "");
        } catch (IOException e) {
            return known.with(Kind.CUT, words + ", then: " + e.getMessage(), "");
        }
    }

    private HttpReply with(Kind other, String told, String page) {
        return new HttpReply(other, status, told, location, page);
    }

    private static byte[] body(ClassicHttpResponse head, SessionInputBufferImpl buffer, InputStream in)
            throws IOException {
        Header coding = head.getFirstHeader(HttpHeaders.TRANSFER_ENCODING);
        Header length = head.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        Header encoding = head.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
        InputStream body;
        if (coding != null && coding.getValue().equalsIgnoreCase("chunked")) {
            body = new ChunkedInputStream(buffer, in);
        } else if (length != null && length.getValue().strip().matches("[0-9]{1,15}")) {
            body = new ContentLengthInputStream(
                    buffer, in, Long.parseLong(length.getValue().strip()));
        } else {
            body = new IdentityInputStream(buffer, in);
        }
        if (encoding != null && encoding.getValue().equalsIgnoreCase("gzip")) {
            body = new GZIPInputStream(body);
        }
        return body.readNBytes(LIMIT);
    }

    /** True if the address of a redirect is given. */
    boolean isRedirect() {
        return status >= 300 && status < 400 && location != null;
    }
}
