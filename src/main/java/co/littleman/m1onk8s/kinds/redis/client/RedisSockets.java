// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.Script;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Bare connections to Redis from inside a client pod, which speak its inline commands: many at once, or one that is
 * timed without the start of a process for each question.
 */
public final class RedisSockets {
    private static final int ANSWER_SECONDS = 5;

    private static final int ALL_SECONDS = 20;

    private final ClientPod pod;
    private final RedisAccess access;

    /**
     * Connections from a pod.
     *
     * @throws CheckSkippedException NEED if Redis wants TLS, which the shell cannot speak
     */
    public RedisSockets(ClientPod pod, RedisAccess access) {
        if (access.tls()) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a Redis without TLS");
        }
        this.pod = pod;
        this.access = access;
    }

    /**
     * Opens so many connections, holds them all, and asks PING over each.
     *
     * @return one line for each connection: {@code +PONG}, Redis' refusal, or the shell's words where it was none
     */
    public List<String> burst(Address address, int connections) {
        return lines(
                "burst ",
                pod.bash(script("burst.sh", address)
                        .with("connections", connections)
                        .text()));
    }

    /**
     * What each of so many fresh connections, one after the other, answers to GET: the value, nothing if there is none,
     * or Redis' refusal. Fewer answers than connections if they could not all be asked in {@value #ALL_SECONDS} s.
     */
    public List<String> getFresh(String key, Address address, int connections) {
        return lines(
                "fresh ",
                pod.bash(script("fresh-connections.sh", address)
                        .with("get", "GET \"%s\"\\r\\n".formatted(escaped(key)))
                        .with("limit", ALL_SECONDS)
                        .with("connections", connections)
                        .text()));
    }

    /** Microseconds that each of so many PINGs takes, one after the other over one connection. */
    public List<Long> pingMicros(Address address, int times) {
        return lines(
                        "ping ",
                        pod.bash(script("ping-times.sh", address)
                                .with("times", times)
                                .text()))
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    private Script script(String resource, Address address) {
        return Script.of(RedisSockets.class, resource)
                .with("hello", hello())
                .with("host", address.host())
                .with("port", address.port())
                .with("answers", hello().isEmpty() ? 1 : 2)
                .with("patience", ANSWER_SECONDS);
    }

    /** AUTH as an inline command, every byte escaped; empty if none is wanted. */
    private String hello() {
        if (access.password() == null) {
            return "";
        }
        String user = access.user() == null ? "" : " \"" + escaped(access.user()) + "\"";
        return "AUTH" + user + " \"" + escaped(access.password()) + "\"\\r\\n";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            // Twice: printf takes one backslash, Redis the other.
            escaped.append("\\\\x%02x".formatted(one));
        }
        return escaped.toString();
    }

    private static List<String> lines(String prefix, String output) {
        return output.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
