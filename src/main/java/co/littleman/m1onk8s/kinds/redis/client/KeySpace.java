// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.CheckFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the keys of a run may stand: an ACL may allow its user the keys of its application and no others. Such a user
 * is right, so our keys move to where they are allowed.
 */
public final class KeySpace {
    /** Keys of Magento's cache and sessions, of PHP's own sessions, and of the words that people take for such. */
    private static final List<String> USUAL =
            List.of("zc:", "sess_", "PHPREDIS_SESSION:", "cache:", "session:", "sessions:", "app:", "shop:");

    /** Redis up to 7.0, and since then. The same code is said of commands, which are another matter. */
    private static final Pattern REFUSES_KEY =
            Pattern.compile("NOPERM .*(access one of the keys|permissions to access a key)", Pattern.CASE_INSENSITIVE);

    /** Ends a list of key patterns in the answer to ACL GETUSER. */
    private static final List<String> OTHER_FIELDS = List.of("flags", "passwords", "commands", "channels", "selectors");

    private final Redis redis;

    private KeySpace(Redis redis) {
        this.redis = redis;
    }

    /**
     * What to put before a key so that our user may write and read it: nothing at most Redis, and at most users.
     *
     * @return empty if its ACL allows keys, and none that we could make one of ours
     */
    public static Optional<String> before(Redis redis, String key) {
        return new KeySpace(redis).before(key);
    }

    private Optional<String> before(String key) {
        if (allows(key)) {
            return Optional.of("");
        }
        Optional<List<String>> patterns = patterns();
        if (patterns.isPresent() && patterns.get().isEmpty()) {
            // A user that may use no key at all is refused for another reason.
            return Optional.of("");
        }
        return Stream.concat(
                        patterns.stream().flatMap(List::stream).flatMap(one -> prefix(one).stream()), USUAL.stream())
                .distinct()
                .filter(prefix -> allows(prefix + key))
                .findFirst();
    }

    /** Tries it: a rule may allow a key to be read and not written, and a selector a command with some keys only. */
    private boolean allows(String key) {
        try {
            redis.text("SET", key, "", "EX", "1");
            redis.text("GET", key);
            return true;
        } catch (CheckFailedException refusal) {
            return refusal.finding().cause() != RedisCause.REDIS_NOPERM
                    || !REFUSES_KEY.matcher(refusal.finding().reason()).find();
        }
    }

    /** All key patterns of our user, those of its selectors as well; empty if we may not know them. */
    private Optional<List<String>> patterns() {
        try {
            String user = String.valueOf(redis.text("ACL", "WHOAMI"));
            return Optional.of(patterns(redis.list("ACL", "GETUSER", user)));
        } catch (CheckFailedException refusal) {
            return Optional.empty();
        }
    }

    /** Since Redis 7 a text such as {@code ~zc:* %R~sess_*}, before that a list of patterns. */
    static List<String> patterns(List<String> answer) {
        List<String> patterns = new ArrayList<>();
        boolean keys = false;
        for (String word : answer) {
            if (word.equals("keys")) {
                keys = true;
            } else if (OTHER_FIELDS.contains(word)) {
                keys = false;
            } else if (keys) {
                patterns.addAll(List.of(word.split(" ")));
            }
        }
        patterns.removeIf(String::isBlank);
        return List.copyOf(patterns);
    }

    /**
     * The beginning of a key that a pattern matches, whatever comes after it; empty for a pattern that is no beginning,
     * such as the name of one key of the application.
     */
    static Optional<String> prefix(String pattern) {
        String glob = pattern.replaceFirst("^(%[RWrw]+)?~", "");
        if (!glob.endsWith("*") || glob.endsWith("\\*")) {
            return Optional.empty();
        }
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char one = glob.charAt(i);
            if (one == '\\' && i + 1 < glob.length()) {
                i++;
                prefix.append(glob.charAt(i));
            } else if (one == '[') {
                int end = glob.indexOf(']', i);
                // The first of the characters that it may be; of those that it may not be, we do not guess one.
                if (end <= i + 1 || glob.charAt(i + 1) == '^') {
                    return Optional.empty();
                }
                prefix.append(glob.charAt(i + 1));
                i = end;
            } else if (one == '?') {
                prefix.append('x');
            } else if (one != '*') {
                prefix.append(one);
            }
        }
        return Optional.of(prefix.toString());
    }
}
