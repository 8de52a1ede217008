// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RunKeys;
import java.util.List;
import java.util.stream.Stream;

/** Small sets without a TTL, as Magento's tags are: what must still be there when Redis was full. */
final class TagSets {
    static final int COUNT = RunKeys.UNTIMED;

    private final Redis redis;
    private final List<String> names;

    TagSets(Redis redis, String key) {
        this.redis = redis;
        this.names = RunKeys.untimed(key);
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
