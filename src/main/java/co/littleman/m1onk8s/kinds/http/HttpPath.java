// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import java.io.IOException;
import java.util.Optional;

/** A way to a web server, by which one request after the other can be sent. */
interface HttpPath {
    /** How long an answer may take, in seconds: what takes longer is taken for silence. */
    int PATIENCE_SECONDS = 10;

    /**
     * Asks for a path, over a connection of its own.
     *
     * @throws IOException if the connection broke on this side
     * @throws co.littleman.m1onk8s.result.CheckFailedException if there is no connection
     */
    HttpReply get(String path) throws IOException;

    /** The host that is asked for. */
    String host();

    /** Name of the pod that answers; empty if it may be any behind a Service. */
    default Optional<String> answeringPod() {
        return Optional.empty();
    }

    /** What is asked, such as {@code pod web-1:8080}. */
    String title();

    /** The request of a client that closes the connection after the answer, or keeps it. */
    static String request(String host, String path, boolean close) {
        return "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: m1onk8s-verify\r\nAccept: */*\r\n%s\r\n"
                .formatted(path, host, close ? "Connection: close\r\n" : "");
    }
}
