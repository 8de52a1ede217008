package co.littleman.m1onk8s.claims.recovery;

import co.littleman.m1onk8s.redis.Redis;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small sets without a TTL, as Magento's tags are: what must still be there when Redis was full. */
final class TagSets {
    /** Enough that random eviction of a fifth of all keys cannot spare them all, once in a thousand runs. */
    static final int COUNT = 32;

    private final Redis redis;
    private final List<String> names;

    TagSets(Redis redis, String prefix) {
        this.redis = redis;
        this.names = IntStream.range(0, COUNT).mapToObj(i -> prefix + ":" + i).toList();
    }

    void write() {
        names.forEach(name -> redis.expect("1", "SADD", name, "a-page"));
    }

    long present() {
        return redis.number(command("EXISTS"));
    }

    void remove() {
        redis.number(command("DEL"));
    }

    private String[] command(String verb) {
        return Stream.concat(Stream.of(verb), names.stream()).toArray(String[]::new);
    }
}
