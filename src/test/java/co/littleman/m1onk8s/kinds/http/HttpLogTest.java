// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines are those of NGINX 1.22.1, and of Apache's list of messages. */
class HttpLogTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026/11/28 12:00:00 [error] 7#7: *3 open() \"/srv/web/favicon.ico\" failed (2: No such file or directory), client: 10.42.0.5, server: , request: \"GET /favicon.ico HTTP/1.1\", host: \"web\"",
                "2026/11/28 12:00:00 [error] 7#7: *3 \"/srv/nowhere/index.html\" is not found (2: No such file or directory), client: 10.42.0.5, server: , request: \"GET / HTTP/1.1\", host: \"web\"",
                "2026/11/28 12:00:00 [error] 7#7: *3 directory index of \"/srv/\" is forbidden, client: 10.42.0.5, server: , request: \"GET / HTTP/1.1\", host: \"web\"",
                "2026/11/28 12:00:00 [error] 7#7: *3 access forbidden by rule, client: 10.42.0.5, server: , request: \"GET / HTTP/1.1\", host: \"web\"",
                "2026/11/28 12:00:00 [error] 7#7: *3 user \"bot\" was not found in \"/etc/passwd\", client: 10.42.0.5, server: , request: \"GET / HTTP/1.1\"",
                "[Sat Nov 28 12:00:00.000 2026] [authz_core:error] [pid 7] [client 10.42.0.5:40000] AH01630: client denied by server configuration: /srv/web"
            })
    void whatAClientDidWrongIsNoFaultOfTheServer(String line) {
        assertThat(covers(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026/11/28 12:00:00 [error] 7#7: *3 connect() failed (111: Connection refused) while connecting to upstream, client: 10.42.0.5, server: , request: \"GET / HTTP/1.1\"",
                "2026/11/28 12:00:00 [crit] 7#7: *3 open() \"/srv/web/index.html\" failed (13: Permission denied), client: 10.42.0.5, server: , request: \"GET / HTTP/1.1\"",
                "2026/11/28 12:00:00 [emerg] 1#1: open() \"/etc/nginx/nginx.conf\" failed (2: No such file or directory)"
            })
    void whatTheServerCannotDoIs(String line) {
        assertThat(covers(line)).isFalse();
    }

    private static boolean covers(String line) {
        return new HttpLog().benign().stream().anyMatch(known -> known.covers(line, Duration.ofHours(1)));
    }
}
