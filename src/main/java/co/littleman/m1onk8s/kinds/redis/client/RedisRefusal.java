// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Detail;
import co.littleman.m1onk8s.result.Finding;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an error reply of Redis means: its first word is a code (Redis' error.c and the protocol's specification). */
public final class RedisRefusal {
    private static final Map<Cause, String> LIKELY = Map.ofEntries(
            Map.entry(RedisCause.REDIS_LOADING, "Redis is still reading its data from disk"),
            Map.entry(RedisCause.REDIS_NOAUTH, "Redis wants a password; set VERIFY_REDIS_PASSWORD"),
            Map.entry(
                    RedisCause.REDIS_WRONGPASS,
                    "the password or user is wrong; check VERIFY_REDIS_PASSWORD and VERIFY_REDIS_USER"),
            Map.entry(RedisCause.REDIS_NOPERM, "the ACL user may not do this"),
            Map.entry(RedisCause.REDIS_READONLY, "this Redis is a replica, and clients write to it"),
            Map.entry(
                    RedisCause.REDIS_MISCONF, "a background save failed, and Redis refuses writes until one succeeds"),
            Map.entry(RedisCause.REDIS_OOM, "maxmemory is reached, and the policy allows no eviction"),
            Map.entry(RedisCause.REDIS_BUSY, "a script runs longer than lua-time-limit (busy-reply-threshold) allows"),
            Map.entry(
                    RedisCause.REDIS_TOO_MANY_CLIENTS,
                    "maxclients is lower than the number of clients, or the file limit is"),
            Map.entry(RedisCause.REDIS_SILENT, "Redis hangs: a long script, CLIENT PAUSE, or no CPU"));

    /** What Redis answers to a login if it needs none. */
    private static final String NO_PASSWORD = "called without any password configured";

    /** Stands for the refusal of a connection, which has no code of its own. */
    public static final String TOO_MANY_CLIENTS = "max number of clients reached";

    /**
     * Codes of error replies, and the words of those that have just {@code ERR}, up to the first name that is quoted.
     */
    private static final Pattern QUOTED = Pattern.compile(
            "\\b(?:NOAUTH|WRONGPASS|NOPERM|READONLY|MISCONF|OOM|BUSY|LOADING|NOREPLICAS|CLUSTERDOWN|MASTERDOWN|MOVED|DENIED"
                    + "|EXECABORT|UNKILLABLE)\\b|" + TOO_MANY_CLIENTS + "|\\bERR [A-Za-z][^'\"`,.;:\\n]{3,60}");

    private static final String PROTECTED = "DENIED Redis is running in protected mode";

    /** What redis-cli puts before a reply, or the protocol. */
    private static final String BEFORE = "^(AUTH failed: |-?\\(error\\) |-)";

    /** A code is a word of capitals; what a client says of itself is not. */
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,}\\b.*", Pattern.DOTALL);

    private RedisRefusal() {}

    /**
     * The refusals of Redis that a finding quotes, such as {@code READONLY} or {@code ERR unknown command}; a Redis
     * that says nothing at all refuses in its way. Empty if it quotes none.
     */
    public static Set<String> codes(Finding finding) {
        Set<String> codes = new TreeSet<>();
        if (finding.cause() == RedisCause.REDIS_SILENT) {
            codes.add("silence");
        }
        Stream.concat(
                        Stream.of(finding.reason(), finding.seen()),
                        finding.details().stream().map(Detail::value))
                .forEach(text -> QUOTED.matcher(text)
                        .results()
                        .map(result -> result.group().strip())
                        .forEach(codes::add));
        return codes;
    }

    /** True for the words of a Redis that is there and refuses; false for those of a client that reaches none. */
    public static boolean is(String answer) {
        return !answer.equals("PONG")
                && CODE.matcher(answer.replaceFirst(BEFORE, "")).matches();
    }

    /** A reply without the lesson that some bring: its first sentence. */
    public static String shown(String reply) {
        return reply.contains(PROTECTED) ? reply.replaceFirst("\\. .*", ".") : reply;
    }

    /** The cause for an error reply such as {@code NOAUTH Authentication required.} */
    public static Cause cause(String reply) {
        String code = reply.replaceFirst(BEFORE, "").split("\\s", 2)[0];
        return switch (code) {
            case "LOADING" -> RedisCause.REDIS_LOADING;
            case "NOAUTH" -> RedisCause.REDIS_NOAUTH;
            case "WRONGPASS" -> RedisCause.REDIS_WRONGPASS;
            case "NOPERM" -> RedisCause.REDIS_NOPERM;
            case "READONLY" -> RedisCause.REDIS_READONLY;
            case "MISCONF" -> RedisCause.REDIS_MISCONF;
            case "OOM" -> RedisCause.REDIS_OOM;
            case "BUSY" -> RedisCause.REDIS_BUSY;
            default ->
                reply.contains("max number of clients")
                        ? RedisCause.REDIS_TOO_MANY_CLIENTS
                        : reply.contains(NO_PASSWORD) ? RedisCause.REDIS_WRONGPASS : RedisCause.REDIS_ERROR;
        };
    }

    /** The likely reason, for the person who reads it at night. */
    public static String likely(String reply) {
        if (reply.contains("CLUSTERDOWN")) {
            return "cluster-enabled yes, and no cluster: nobody has given this Redis its slots";
        }
        if (reply.contains("NOREPLICAS")) {
            return "min-replicas-to-write asks for more replicas than there are";
        }
        if (reply.contains(NO_PASSWORD)) {
            return "this Redis wants no password, and the settings give one: requirepass is gone, or the password is for another Redis";
        }
        if (reply.contains(PROTECTED)) {
            return "protected mode: without a password Redis serves its own pod only; give it one (requirepass), or set"
                    + " protected-mode no and let a network policy keep strangers out";
        }
        return likely(cause(reply));
    }

    /** The likely reason for a cause, whatever the words were. */
    public static String likely(Cause cause) {
        return LIKELY.getOrDefault(cause, "");
    }
}
