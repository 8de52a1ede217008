// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** redis-cli in a client pod. It exits 0 on an error reply, so its words are judged and not its exit code. */
public final class RedisCli {
    /** A refused connection says so at once; only a dropped packet or a hung Redis takes this long. */
    private static final int PATIENCE_SECONDS = 5;

    private static final String TIMED_OUT = "timed out";

    /** The words of hiredis; the first letter of an answer tells its type. */
    private static final String NO_REDIS = "Protocol error, got ";

    private static final String HTTP = NO_REDIS + "\"H\"";

    /** Packets get lost: only a server that never answers is silent. */
    private static final int AGAIN = 3;

    private static final Pattern LOST = Pattern.compile("reset by peer|closed|Broken pipe");

    private final ClientPod pod;
    private int again;
    private final RedisAccess access;

    public RedisCli(ClientPod pod, RedisAccess access) {
        this.pod = pod;
        this.access = access;
    }

    /**
     * PING by the Service's short name.
     *
     * @throws CheckFailedException if anything but PONG comes back
     */
    public void pings(DeclaredService service, int port) {
        Address address = new Address(service.name(), port);
        String answer = answer(pod.run(login(access) + asked("", command(access, address) + " ping")));
        for (int i = 0; i < AGAIN && answer.equals(TIMED_OUT); i++) {
            again++;
            // A resolver that lost a packet asks again after 5 s, which is all the time there is.
            answer = answer(pod.run(login(access) + "export RES_OPTIONS='timeout:1 attempts:5'\n"
                    + asked("", command(access, address) + " ping")));
        }
        answer = heard(answer, address);
        if (!answer.equals("PONG")) {
            throw new CheckFailedException(finding(service, port, answer, command(access, address) + " ping"));
        }
    }

    /** How often had to be asked again. */
    public int again() {
        return again;
    }

    /** What each address answers to GET, all asked at once; the words of a refusal if it refuses. */
    public Map<Address, String> get(String key, Collection<Address> addresses) {
        List<Address> all = List.copyOf(addresses);
        StringBuilder script = new StringBuilder(login(access));
        for (int i = 0; i < all.size(); i++) {
            script.append(asked("path %d ".formatted(i), command(access, all.get(i)) + " get " + ClientPod.quoted(key)))
                    .append(" &\n");
        }
        String output = pod.run(script + "wait");
        Map<Address, String> answers = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            String prefix = "path %d ".formatted(i);
            answers.put(
                    all.get(i),
                    answer(output.lines()
                            .filter(line -> line.startsWith(prefix))
                            .map(line -> line.substring(prefix.length()))
                            .collect(Collectors.joining("\n"))));
        }
        answers.replaceAll((address, answer) -> heard(answer, address));
        return answers;
    }

    /** What each of so many fresh connections, one after the other, answers to GET. */
    public List<String> getFresh(String key, Address address, int times) {
        // One sed for all, and no subshell for each: a pod with half a processor has to start the processes.
        String output = pod.run(login(access)
                + "for i in $(seq %d); do\n%s\ndone | sed 's/^/fresh /'"
                        .formatted(times, limited(command(access, address) + " get " + ClientPod.quoted(key))));
        return output.lines()
                .filter(line -> line.startsWith("fresh "))
                .map(line -> line.substring("fresh ".length()))
                .toList();
    }

    /**
     * What Redis said before it hung up. It refuses a client too many, and any from outside in protected mode, before
     * the client has said a word; if the client's first word comes after that, redis-cli tells of the lost connection
     * only.
     */
    private String heard(String answer, Address address) {
        if (access.tls() || !LOST.matcher(answer).find()) {
            return answer;
        }
        try {
            String said = pod.bash("exec 3<>/dev/tcp/%s/%d && IFS= read -r -t %d line <&3; echo \"${line%%$'\\r'}\""
                            .formatted(address.host(), address.port(), PATIENCE_SECONDS))
                    .strip();
            return said.startsWith("-") ? said.substring(1) : answer;
        } catch (CheckSkippedException noBash) {
            return answer;
        }
    }

    private static String command(RedisAccess access, Address address) {
        return "redis-cli -h %s -p %d%s%s"
                .formatted(
                        address.host(),
                        address.port(),
                        access.user() == null ? "" : " --user " + ClientPod.quoted(access.user()),
                        access.tls() ? " --tls --insecure" : "");
    }

    /** One command with its patience; each line of its answer after a prefix. */
    private static String asked(String prefix, String command) {
        return "{ %s; } | sed 's/^/%s/'".formatted(limited(command), prefix);
    }

    private static String limited(String command) {
        return "timeout %d %s 2>&1; [ $? -ne 124 ] || echo '%s'".formatted(PATIENCE_SECONDS, command, TIMED_OUT);
    }

    /** Such as {@code 6379→redis, 9121→metrics}. */
    private static String targets(DeclaredService service) {
        return service.ports().stream()
                .map(port -> port.getPort() + "→"
                        + (port.getTargetPort() == null
                                ? port.getPort()
                                : port.getTargetPort().getValue()))
                .collect(Collectors.joining(", "));
    }

    /** The command that asks PING; the password is not in it. */
    static String ping(RedisAccess access, String host, int port) {
        return command(access, new Address(host, port)) + " ping";
    }

    /** The line before it that makes the password known to it. */
    static String login(RedisAccess access) {
        return access.password() == null
                ? ""
                : "export REDISCLI_AUTH=%s\n".formatted(ClientPod.quoted(access.password()));
    }

    /** The last line, but for a failed login, which redis-cli reports before it asks all the same. */
    static String answer(String output) {
        List<String> lines = output.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("Warning:"))
                .toList();
        return lines.stream()
                .filter(line -> line.startsWith("AUTH failed:"))
                .findFirst()
                .orElse(lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1));
    }

    static Finding finding(DeclaredService service, int port, String answer, String command) {
        String address = service.name() + ":" + port;
        boolean offered =
                service.ports().stream().anyMatch(one -> Integer.valueOf(port).equals(one.getPort()));
        Finding finding;
        if (RedisRefusal.is(answer)) {
            finding = Finding.of(
                            RedisRefusal.cause(answer),
                            "From another pod, Redis at %s refuses PING: %s"
                                    .formatted(address, RedisRefusal.shown(answer)))
                    .likely(RedisRefusal.likely(answer));
        } else if (answer.equals(TIMED_OUT)) {
            finding = Finding.of(
                            Cause.CONNECTION_TIMED_OUT,
                            "From another pod, Redis at %s does not answer within %d s."
                                    .formatted(address, PATIENCE_SECONDS))
                    .likely("a network policy drops the packets, or Redis hangs");
        } else if (answer.contains("Connection refused")) {
            finding = Finding.of(
                            Cause.CONNECTION_REFUSED,
                            "From another pod, the connection to %s is refused.".formatted(address))
                    .likely("the Service's targetPort is not where Redis listens, or Redis listens on 127.0.0.1 only");
        } else if (answer.contains("onnect") || answer.contains("reset by peer") || answer.contains("closed")) {
            finding = Finding.of(
                    Cause.CONNECTION_LOST, "From another pod, no connection to %s holds.".formatted(address));
        } else if (answer.contains(NO_REDIS)) {
            finding = Finding.of(
                            RedisCause.REDIS_WRONG_ANSWER,
                            "From another pod, what answers at %s is no Redis.".formatted(address))
                    .likely(
                            answer.contains(HTTP)
                                    ? "it speaks HTTP, as the exporter does: the Service's target ports are crossed"
                                    : "the Service's targetPort leads to something else")
                    .detail("ports", targets(service), service.file());
        } else {
            finding = Finding.of(
                            RedisRefusal.cause(answer),
                            "From another pod, Redis at %s refuses PING: %s".formatted(address, answer))
                    .likely(RedisRefusal.likely(answer));
        }
        if (!offered) {
            finding = finding.likely("the Service has no port %d, which clients use if they are given only a host"
                            .formatted(port))
                    .detail(
                            "ports",
                            service.ports().stream()
                                    .map(one -> String.valueOf(one.getPort()))
                                    .collect(Collectors.joining(", ")),
                            service.file());
        }
        return finding.expected("PONG")
                .seen(RedisRefusal.shown(answer))
                .next("kubectl -n %s run -it --rm ask --image=redis:7.0.15 --restart=Never -- %s"
                        .formatted(service.namespace(), command));
    }
}
