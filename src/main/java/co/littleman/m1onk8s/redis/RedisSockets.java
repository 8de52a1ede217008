package co.littleman.m1onk8s.redis;

import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.settings.RedisAccess;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.CheckSkippedException;
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
     * @throws CheckSkippedException NEED where Redis wants TLS, which the shell cannot speak
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
        return lines("burst ", pod.bash("""
                hello='%s'
                held=()
                for i in $(seq %d); do
                  if { exec {fd}<>/dev/tcp/%s/%d; } 2> /dev/null; then held+=($fd); else echo 'burst not connected'; fi
                done
                for fd in "${held[@]}"; do printf '%%b' "$hello"'PING\\r\\n' >&$fd; done
                for fd in "${held[@]}"; do
                  for i in $(seq %d); do IFS= read -r -t %d line <&$fd || line='no answer'; done
                  echo "burst ${line%%$'\\r'}"
                done""".formatted(
                hello(), connections, address.host(), address.port(), hello().isEmpty() ? 1 : 2, ANSWER_SECONDS)));
    }

    /**
     * What each of so many fresh connections, one after the other, answers to GET: the value, nothing if there is none, or
     * Redis' refusal. Fewer answers than connections if they could not all be asked in {@value #ALL_SECONDS} s.
     */
    public List<String> getFresh(String key, Address address, int connections) {
        return lines("fresh ", pod.bash("""
                export hello='%s' get='GET "%s"\\r\\n'
                ask() {
                  if ! { exec 3<>/dev/tcp/%s/%d; } 2> /dev/null; then echo 'fresh could not connect'; return; fi
                  printf '%%b' "$hello$get" >&3
                  for i in $(seq %d); do IFS= read -r -t %d line <&3 || line='timed out'; done
                  case $line in
                    '$-1'*) line='' ;;
                    '$'*) IFS= read -r -t %d line <&3 || line='timed out' ;;
                  esac
                  line=${line%%$'\\r'}
                  echo "fresh ${line#-}"
                  exec 3>&-
                }
                export -f ask
                timeout %d bash -c 'for i in $(seq %d); do ask; done'""".formatted(
                        hello(),
                        escaped(key),
                        address.host(),
                        address.port(),
                        hello().isEmpty() ? 1 : 2,
                        ANSWER_SECONDS,
                        ANSWER_SECONDS,
                        ALL_SECONDS,
                        connections)));
    }

    /** Microseconds that each of so many PINGs takes, one after the other over one connection. */
    public List<Long> pingMicros(Address address, int times) {
        return lines("ping ", pod.bash("""
                hello='%s'
                exec 3<>/dev/tcp/%s/%d || exit
                if [ -n "$hello" ]; then printf '%%b' "$hello" >&3; read -r -t %d line <&3; fi
                for i in $(seq %d); do
                  from=${EPOCHREALTIME//[.,]/}
                  printf 'PING\\r\\n' >&3; read -r -t %d line <&3 || exit
                  echo "ping $(( ${EPOCHREALTIME//[.,]/} - from ))"
                done""".formatted(
                                hello(), address.host(), address.port(), ANSWER_SECONDS, times, ANSWER_SECONDS)))
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    /** AUTH as an inline command, every byte escaped; empty where none is wanted. */
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
