// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.result.CheckFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Magento's cache as its backend Cm_Cache_Backend_Redis keeps it, in a key space of this run's own: a hash for each
 * entry with the fields d (data), t (tags), m (time) and i (lives for ever); a set of ids for each tag; the sets of all
 * tags and of all ids. There the sets have no TTL; here all have one, so that nothing of ours stays.
 */
public final class MagentoCache {
    private final Redis redis;
    private final String space;
    private final Set<String> written = new TreeSet<>();

    /** A cache in a key space such as {@code m1onk8s-verify:1a2b:cache:}. */
    public MagentoCache(Redis redis, String space) {
        this.redis = redis;
        this.space = space;
    }

    /** Saves an entry with its tags, in one transaction as the backend does. */
    public void save(String id, String data, List<String> tags) {
        List<String[]> commands = new ArrayList<>();
        commands.add(new String[] {"HMSET", entry(id), "d", data, "t", String.join(",", tags), "m", "0", "i", "0"});
        if (!tags.isEmpty()) {
            commands.add(words("SADD", List.of(allTags()), tags));
        }
        tags.forEach(tag -> commands.add(new String[] {"SADD", tagged(tag), id}));
        commands.add(new String[] {"SADD", allIds(), id});
        Stream.concat(Stream.of(entry(id), allTags(), allIds()), tags.stream().map(this::tagged))
                .forEach(key -> commands.add(new String[] {"EXPIRE", key, Redis.KEY_SECONDS}));
        transaction(commands);
        Stream.concat(Stream.of(entry(id), allTags(), allIds()), tags.stream().map(this::tagged))
                .forEach(written::add);
    }

    /** The data of an entry; null if it is gone. */
    public @Nullable String load(String id) {
        return redis.text("HGET", entry(id), "d");
    }

    /** Lets an entry end in a moment, as a short lifetime would. */
    public void expireSoon(String id) {
        redis.expect("1", "PEXPIRE", entry(id), "100");
    }

    /** Cleans the entries that have all of the tags. */
    public void cleanMatching(List<String> tags) {
        remove(redis.list(words("SINTER", tags.stream().map(this::tagged).toList(), List.of())));
    }

    /** Cleans the entries that have any of the tags, and forgets the tags. */
    public void cleanMatchingAny(List<String> tags) {
        List<String> sets = tags.stream().map(this::tagged).toList();
        remove(redis.list(words("SUNION", sets, List.of())));
        transaction(List.of(words("UNLINK", sets, List.of()), words("SREM", List.of(allTags()), tags)));
    }

    /** Cleans the entries that have none of the tags. */
    public void cleanNotMatching(List<String> tags) {
        List<String> sets = Stream.concat(Stream.of(allIds()), tags.stream().map(this::tagged))
                .toList();
        remove(redis.list(words("SDIFF", sets, List.of())));
    }

    /** Garbage collection, which cleaning the old is: takes ids of expired entries out of the sets, by SSCAN. */
    public void collectGarbage() {
        for (String tag : redis.list("SMEMBERS", allTags())) {
            List<String> scanned = redis.list("SSCAN", tagged(tag), "0", "COUNT", "100");
            // The first word is the cursor.
            List<String> expired = scanned.subList(1, scanned.size()).stream()
                    .filter(id -> redis.number("EXISTS", entry(id)) == 0)
                    .toList();
            if (!expired.isEmpty()) {
                transaction(List.of(
                        words("SREM", List.of(tagged(tag)), expired), words("SREM", List.of(allIds()), expired)));
            }
            if (redis.number("SCARD", tagged(tag)) == 0) {
                redis.number("SREM", allTags(), tag);
            }
        }
    }

    /** Ids that a tag's set still names. */
    public Set<String> idsOf(String tag) {
        return new TreeSet<>(redis.list("SMEMBERS", tagged(tag)));
    }

    /** Removes all that was saved here; what Redis does not let go of ends by itself within a minute. */
    public void wipe() {
        try {
            if (!written.isEmpty()) {
                redis.number(words("UNLINK", List.copyOf(written), List.of()));
            }
        } catch (CheckFailedException e) {
            // The failure before this one is the one to tell.
        }
    }

    private void remove(List<String> ids) {
        if (!ids.isEmpty()) {
            transaction(List.of(
                    words("UNLINK", ids.stream().map(this::entry).toList(), List.of()),
                    words("SREM", List.of(allIds()), ids)));
        }
    }

    private void transaction(List<String[]> commands) {
        redis.transaction(commands);
    }

    private static String[] words(String command, List<String> keys, List<String> others) {
        return Stream.of(List.of(command), keys, others).flatMap(List::stream).toArray(String[]::new);
    }

    private String entry(String id) {
        return space + "zc:k:" + id;
    }

    private String tagged(String tag) {
        return space + "zc:ti:" + tag;
    }

    private String allTags() {
        return space + "zc:tags";
    }

    private String allIds() {
        return space + "zc:ids";
    }
}
