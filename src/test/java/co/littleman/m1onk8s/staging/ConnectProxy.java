// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that knows CONNECT and nothing else, as those in front of API servers do. */
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final String login;
    private final int refusal;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private ConnectProxy(String login, int refusal) {
        this.login = login;
        this.refusal = refusal;
        try {
            listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LatencyProxy.daemon(this::listen);
    }

    static ConnectProxy open() {
        return new ConnectProxy("", 0);
    }

    /** One that wants a login, such as {@code user:password}. */
    static ConnectProxy withLogin(String login) {
        return new ConnectProxy(login, 0);
    }

    /** One that answers all with an HTTP status. */
    static ConnectProxy refusing(int status) {
        return new ConnectProxy("", status);
    }

    /** Its address. */
    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** The places to which it was asked to connect, each time. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                LatencyProxy.daemon(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            List<String> head = head(in);
            String place = head.get(0).split(" ")[1];
            asked.add(place);
            OutputStream out = client.getOutputStream();
            if (refusal != 0) {
                answer(out, refusal + " Refused");
            } else if (!mayPass(head)) {
                answer(out, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"");
            } else {
                String host = place.substring(0, place.lastIndexOf(':'));
                int port = Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
                try (Socket server = new Socket(host, port)) {
                    out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    LatencyProxy.both(client, server, 0);
                }
            }
        } catch (IOException e) {
            // One of the two hung up.
        }
    }

    private boolean mayPass(List<String> head) {
        String wanted = "proxy-authorization: basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return login.isEmpty() || head.stream().anyMatch(line -> line.equalsIgnoreCase(wanted));
    }

    private static void answer(OutputStream out, String head) throws IOException {
        out.write(("HTTP/1.1 " + head + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Byte by byte: what follows it is TLS, and not ours. */
    private static List<String> head(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            text.append((char) next);
        }
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new java.io.ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII)),
                StandardCharsets.US_ASCII))) {
            reader.lines().forEach(lines::add);
        }
        return lines;
    }

    /** From now on nobody is there. */
    void leave() throws IOException {
        listener.close();
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}
