package co.littleman.m1onk8s.redis;

/**
 * How Redis keeps its memory and its disk, as it runs.
 *
 * @param maxmemory bytes; 0 for no bound
 * @param policy what it evicts at the bound, such as {@code volatile-lru}
 * @param appendonly true where it writes every change to a file
 * @param dir where it writes
 */
public record MemorySettings(long maxmemory, String policy, boolean appendonly, String dir) {
    /** Asks Redis itself: arguments, redis.conf and CONFIG SET all end here. */
    public static MemorySettings of(Redis redis) {
        return new MemorySettings(
                Long.parseLong("0" + redis.config("maxmemory")),
                redis.config("maxmemory-policy"),
                "yes".equals(redis.config("appendonly")),
                redis.config("dir"));
    }
}
