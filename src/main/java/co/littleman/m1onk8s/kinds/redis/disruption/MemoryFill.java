// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.kinds.redis.client.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Keys of this run that expire and only take room. Redis makes their values itself: only names travel. */
final class MemoryFill {
    /** With Redis' own header it just fits an allocation of 64 KiB. */
    private static final int VALUE_BYTES = 65_000;
    /** Redis evicts between scripts and not within one: a megabyte is what it may go over its limit. */
    private static final int KEYS_AT_ONCE = 16;

    private static final int NAMES_AT_ONCE = 64;

    private static final String SCRIPT = "local value = string.rep('x', tonumber(ARGV[1]));"
            + " for _, key in ipairs(KEYS) do redis.call('SET', key, value, 'EX', ARGV[2]) end;"
            + " return #KEYS";

    private final Redis redis;
    private final String prefix;
    private int written;

    MemoryFill(Redis redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix;
    }

    /** Bytes written so far. */
    long bytes() {
        return (long) written * VALUE_BYTES;
    }

    /** Writes about a megabyte more. */
    void write() {
        List<String> command = new ArrayList<>(List.of("EVAL", SCRIPT, String.valueOf(KEYS_AT_ONCE)));
        command.addAll(names(written, written + KEYS_AT_ONCE));
        command.add(String.valueOf(VALUE_BYTES));
        command.add(Redis.KEY_SECONDS);
        redis.expect(String.valueOf(KEYS_AT_ONCE), command.toArray(String[]::new));
        written += KEYS_AT_ONCE;
    }

    /** How many of the keys are no longer there. */
    long missing() {
        return written - inChunks("EXISTS");
    }

    /** Takes all of them away, also those of a script that was refused half-way. */
    void remove() {
        written += KEYS_AT_ONCE;
        inChunks("UNLINK");
        written = 0;
    }

    private long inChunks(String command) {
        long sum = 0;
        for (int from = 0; from < written; from += NAMES_AT_ONCE) {
            sum += redis.number(Stream.concat(
                            Stream.of(command), names(from, Math.min(written, from + NAMES_AT_ONCE)).stream())
                    .toArray(String[]::new));
        }
        return sum;
    }

    private List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> prefix + ":" + i).toList();
    }
}
