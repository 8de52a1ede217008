// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.http.HttpReply.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReplyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\n\r\nhello",
                "HTTP/1.0 200\nContent-Length: 5\n\nhello"
            })
    void aPageEndsInOneOfThreeWays(String answer) throws IOException {
        HttpReply reply = read(answer);

        assertThat(reply.kind()).isEqualTo(Kind.WHOLE);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-",
                "HTTP/"
            })
    void aResponseThatEndsTooEarlyIsCut(String answer) throws IOException {
        assertThat(read(answer).kind()).isEqualTo(Kind.CUT);
    }

    @Test
    void noByteIsNoAnswer() throws IOException {
        assertThat(read("").kind()).isEqualTo(Kind.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ERR unknown command 'GET'\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "220"})
    void anotherProtocolIsShown(String answer) throws IOException {
        HttpReply reply = read(answer);

        assertThat(reply.kind()).isEqualTo(Kind.OTHER);
        assertThat(reply.words()).isEqualTo(answer.strip());
    }

    @Test
    void aTlsAlertIsTls() throws IOException {
        byte[] alert = {0x15, 3, 3, 0, 2, 2, 70};

        assertThat(HttpReply.read(new ByteArrayInputStream(alert)).kind()).isEqualTo(Kind.TLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello"})
    void whatStopsInTheMiddleIsSilent(String answer) throws IOException {
        InputStream stops = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketTimeoutException("Read timed out");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                throw new SocketTimeoutException("Read timed out");
            }
        };

        assertThat(HttpReply.read(new SequenceInputStream(bytes(answer), stops)).kind())
                .isEqualTo(Kind.SILENT);
    }

    @Test
    void aPageThatIsCompressedUnaskedIsRead() throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(page)) {
            zipped.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        InputStream answer = new SequenceInputStream(
                bytes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n".formatted(page.size())),
                new ByteArrayInputStream(page.toByteArray()));

        assertThat(HttpReply.read(answer).body()).isEqualTo("hello");
    }

    @Test
    void aRedirectSaysWhereTo() throws IOException {
        HttpReply reply = read("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n");

        assertThat(reply.isRedirect()).isTrue();
        assertThat(reply.location()).isEqualTo("/login");
        assertThat(read("HTTP/1.1 304 Not Modified\r\n\r\n").isRedirect()).isFalse();
    }

    private static HttpReply read(String answer) throws IOException {
        return HttpReply.read(bytes(answer));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
