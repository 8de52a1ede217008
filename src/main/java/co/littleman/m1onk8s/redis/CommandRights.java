package co.littleman.m1onk8s.redis;

import co.littleman.m1onk8s.verdict.Unproven;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which commands our user may run, found out without running them: COMMAND INFO, and ACL DRYRUN since Redis 7. */
public final class CommandRights {
    /** Arguments where a key's name would be none; all others take Magento's own keys. */
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

    /** A key as Cm_Cache_Backend_Redis names them: an ACL may allow no others. */
    private static final String KEY = "zc:k:m1onk8s-verify";

    private final Redis redis;
    private final String user;

    /** Rights at this Redis, of the user that we are there. */
    public CommandRights(Redis redis) {
        this.redis = redis;
        this.user = whoami(redis);
    }

    /** Why a command would be refused; empty where it would not, or where Redis does not tell us. */
    public Optional<String> refusal(String command) {
        List<String> info = redis.inspect("COMMAND", "INFO", command);
        if (info.isEmpty()) {
            return Optional.of(command + ": there is no such command");
        }
        if (user.isEmpty()) {
            return Optional.empty();
        }
        List<String> dryRun = new ArrayList<>(List.of("ACL", "DRYRUN", user, command));
        dryRun.addAll(ARGUMENTS.getOrDefault(command, Collections.nCopies(arity(info) - 1, KEY)));
        String answer = String.valueOf(redis.text(dryRun.toArray(String[]::new)));
        return answer.equals("OK") ? Optional.empty() : Optional.of(command + ": " + answer);
    }

    /** The second field of COMMAND INFO: a number of words, negative where there may be more. */
    private static int arity(List<String> info) {
        return Math.max(1, Math.abs(Integer.parseInt(info.get(1))));
    }

    /** Empty before Redis 7, and where the user may not ask: COMMAND INFO is all that can be told then. */
    private static String whoami(Redis redis) {
        try {
            String user = String.valueOf(redis.text("ACL", "WHOAMI"));
            redis.expect("OK", "ACL", "DRYRUN", user, "PING");
            return user;
        } catch (Unproven refused) {
            return "";
        }
    }
}
