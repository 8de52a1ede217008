// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.metrics;

import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.Script;

/** The first word of a TLS client, sent from inside the cluster: a server for plain HTTP answers it with 400. */
public final class TlsHello {
    private static final int PATIENCE_SECONDS = 5;

    /** TLS 1.2, two cipher suites, no extensions; then what ends a request, so that HTTP does not wait for more. */
    private static final String HELLO = "\\x16\\x03\\x01\\x00\\x2f\\x01\\x00\\x00\\x2b\\x03\\x03" + "\\x4d".repeat(32)
            + "\\x00\\x00\\x04\\xc0\\x2f\\x00\\x2f\\x01\\x00\\r\\n\\r\\n";

    private TlsHello() {}

    /**
     * True if plain HTTP answers; false for TLS, and where nothing does.
     *
     * @throws co.littleman.m1onk8s.result.CheckSkippedException NEED if the client image has no bash
     */
    public static boolean isAnsweredPlainly(ClientPod client, String ip, int port) {
        return isPlain(client.bash(script(new Address(ip, port))));
    }

    static String script(Address address) {
        return Script.of(TlsHello.class, "tls-hello.sh")
                .with("host", address.host())
                .with("port", address.port())
                .with("hello", HELLO)
                .with("patience", PATIENCE_SECONDS)
                .text();
    }

    /** An alert or a server's hello begins with another byte than a letter. */
    static boolean isPlain(String output) {
        return output.lines().anyMatch("first HTTP"::equals);
    }
}
