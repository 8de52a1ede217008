package co.littleman.m1onk8s.redis;

import co.littleman.m1onk8s.settings.RedisAccess;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Unproven;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A Redis that gives the replies that a test told it to give, and hangs up on all else. */
public final class FakeRedis implements AutoCloseable {
    private final ServerSocket server;
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    public FakeRedis() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "fake-redis");
        thread.setDaemon(true);
        thread.start();
    }

    /** Replies to a command such as {@code PING}, in Redis' own protocol such as {@code +PONG}. */
    public FakeRedis on(String command, String reply) {
        replies.put(command, reply);
        return this;
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
                error -> new Unproven(Finding.of(Cause.TUNNEL_LOST, error)));
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
        return replies.get(command.toString().split(" ", 2)[0]);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
