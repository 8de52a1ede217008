// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Redis that gives the replies that a test told it to give, and hangs up on all else. */
public final class FakeRedis implements AutoCloseable {
    private final ServerSocket server;
    private final Map<String, Deque<String>> replies = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    public FakeRedis() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "fake-redis");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Replies to a command such as {@code PING} or {@code CONFIG GET timeout}, in Redis' own protocol such as
     * {@code +PONG}: one after the other, and then the last one for ever. Of several commands the longest counts.
     */
    public FakeRedis on(String command, String... inTurn) {
        replies.put(command, new ArrayDeque<>(List.of(inTurn)));
        return this;
    }

    /** A text in Redis' own protocol. */
    public static String text(String text) {
        return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text;
    }

    /** A list in Redis' own protocol, of replies in it. */
    public static String list(String... items) {
        return Stream.concat(Stream.of("*" + items.length), Stream.of(items)).collect(Collectors.joining("\r\n"));
    }

    /** A list of texts in Redis' own protocol. */
    public static String texts(String... items) {
        return list(Stream.of(items).map(FakeRedis::text).toArray(String[]::new));
    }

    /** The commands so far, arguments included. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** A client of it, which it calls {@code pod cache-1}. */
    public Redis client() {
        return new Redis(
                "pod cache-1",
                "127.0.0.1",
                port(),
                RedisAccess.OPEN,
                error -> new CheckFailedException(Finding.of(Cause.TUNNEL_LOST, error)),
                NoReply.AS_HEARD);
    }

    /** Closes all connections that there are. */
    public void hangUp() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
                clients.add(client);
                String reply = reply(in);
                while (reply != null) {
                    client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
                    reply = reply(in);
                }
            } catch (IOException e) {
                // The client hung up, or the test is over.
            }
        }
    }

    /** A command is an array of strings: {@code *1 $4 PING}, each on a line of its own. */
    private @Nullable String reply(BufferedReader in) throws IOException {
        String size = in.readLine();
        if (size == null) {
            return null;
        }
        StringBuilder command = new StringBuilder();
        for (int i = 0; i < Integer.parseInt(size.substring(1)); i++) {
            in.readLine();
            command.append(i == 0 ? "" : " ").append(in.readLine());
        }
        commands.add(command.toString());
        return next(command.toString());
    }

    private @Nullable String next(String command) {
        Deque<String> inTurn = replies.get(command);
        if (inTurn != null) {
            return inTurn.size() > 1 ? inTurn.remove() : inTurn.peek();
        }
        int shorter = command.lastIndexOf(' ');
        return shorter < 0 ? null : next(command.substring(0, shorter));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
