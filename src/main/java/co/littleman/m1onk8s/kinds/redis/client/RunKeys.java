// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.run.RunId;
import java.util.List;
import java.util.stream.IntStream;

/** The names of a run's keys: the run's id and the component are enough to find them all. */
public final class RunKeys {
    /** What the keys under pressure are called. */
    public static final String PRESSURE = "pressure";

    /** Enough that random eviction of a fifth of all keys cannot spare them all, once in a thousand runs. */
    public static final int UNTIMED = 32;

    private RunKeys() {}

    /** A key of a run, a component and nobody else. */
    public static String of(RunId run, String component, String name) {
        return "m1onk8s-verify:%s:%s:%s".formatted(run, component, name);
    }

    /** As above, if an ACL allows only keys that begin so; see {@link KeySpace}. */
    public static String of(String before, RunId run, String component, String name) {
        return before + of(run, component, name);
    }

    /**
     * The only ones of ours that Redis does not let expire by itself, for it must take them for Magento's tag sets. A
     * run that is killed leaves them, and the next one deletes them.
     */
    public static List<String> untimed(String key) {
        return IntStream.range(0, UNTIMED).mapToObj(i -> key + ":tag:" + i).toList();
    }
}
