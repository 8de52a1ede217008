// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which commands our user may run, found out without running them: COMMAND INFO, ACL DRYRUN since Redis 7, and if that
 * cannot be had, what Redis says to a command in a transaction that is then discarded.
 */
public final class CommandRights {
    /** How the refusal of a command ends that is not there at all. */
    public static final String MISSING = ": there is no such command";

    /** Arguments where a key's name would be none; all others take the application's own keys. */
    private static final Map<String, List<String>> ARGUMENTS = Map.of(
            "SELECT", List.of("0"),
            "SCRIPT", List.of("LOAD", "return 1"),
            "EVAL", List.of("return 1", "0"),
            "EVALSHA", List.of("e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "0"),
            "SCAN", List.of("0"),
            "INFO", List.of("memory"),
            "MULTI", List.of(),
            "EXEC", List.of(),
            "PING", List.of(),
            "FLUSHDB", List.of());

    /** These are not queued, they make the queue. */
    private static final Set<String> OF_A_TRANSACTION = Set.of("MULTI", "EXEC");

    private final Redis redis;
    private final List<String> keys;
    private final String user;
    private final boolean dryRuns;

    /**
     * Rights at this Redis, of the user that we are there.
     *
     * @param keys of the application; one that may be used is enough
     */
    public CommandRights(Redis redis, List<String> keys) {
        this.redis = redis;
        this.keys = List.copyOf(keys);
        this.user = whoami(redis);
        this.dryRuns = !user.isEmpty() && answersDryRuns();
    }

    /** Why a command would be refused; empty if it would not, or if Redis does not tell us. */
    public Optional<String> refusal(String command) {
        List<String> info = redis.inspect("COMMAND", "INFO", command);
        if (info.isEmpty()) {
            return Optional.of(command + MISSING);
        }
        List<String> fixed = ARGUMENTS.get(command);
        Optional<String> refusal = Optional.empty();
        for (String key : fixed == null ? keys : List.of("")) {
            refusal = asked(command, fixed == null ? Collections.nCopies(arity(info) - 1, key) : fixed);
            if (refusal.isEmpty()) {
                break;
            }
        }
        return refusal.map(said -> command + ": " + said);
    }

    private Optional<String> asked(String command, List<String> arguments) {
        List<String> whole =
                Stream.concat(Stream.of(command), arguments.stream()).toList();
        return dryRuns ? dryRun(whole) : queued(command, whole);
    }

    private Optional<String> dryRun(List<String> whole) {
        List<String> words = new ArrayList<>(List.of("ACL", "DRYRUN", user));
        words.addAll(whole);
        String answer = String.valueOf(redis.text(words.toArray(String[]::new)));
        return answer.equals("OK") ? Optional.empty() : Optional.of(answer);
    }

    /** A command is refused when it is queued; none of those that are queued is ever run. */
    private Optional<String> queued(String command, List<String> whole) {
        if (user.isEmpty() || OF_A_TRANSACTION.contains(command) || !begins()) {
            return Optional.empty();
        }
        try {
            redis.text(whole.toArray(String[]::new));
            return Optional.empty();
        } catch (CheckFailedException refusal) {
            return refusal.finding().cause() == RedisCause.REDIS_NOPERM
                    ? Optional.of(refusal.finding().reason().replaceFirst("^.*: NOPERM ", ""))
                    : Optional.empty();
        } finally {
            redis.text("DISCARD");
        }
    }

    private boolean begins() {
        try {
            redis.expect("OK", "MULTI");
            return true;
        } catch (CheckFailedException refusal) {
            return false;
        }
    }

    /** The second field of COMMAND INFO: a number of words, negative if there may be more. */
    private static int arity(List<String> info) {
        return Math.max(1, Math.abs(Integer.parseInt(info.get(1))));
    }

    /** Empty before Redis 6, which knows no users, and where the user may not ask. */
    private static String whoami(Redis redis) {
        try {
            return String.valueOf(redis.text("ACL", "WHOAMI"));
        } catch (CheckFailedException refused) {
            return "";
        }
    }

    private boolean answersDryRuns() {
        try {
            redis.expect("OK", "ACL", "DRYRUN", user, "PING");
            return true;
        } catch (CheckFailedException refused) {
            return false;
        }
    }
}
