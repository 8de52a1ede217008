// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import co.littleman.m1onk8s.context.Requirement;
import java.util.function.Predicate;

/** What a component must have for a check of Redis to be about it. */
public final class RedisRequirement {
    public static final Requirement REDIS =
            of("a Redis", redis -> redis.container().isPresent());

    /** A Redis whose labels say what it is for: what it must do is not the same for each. */
    public static final Requirement ROLE =
            of("a Redis with a known role label", redis -> redis.role().isPresent());

    /** A Redis that holds Magento's cache, with its tags. */
    public static final Requirement TAGGED_CACHE = of(
            "a Redis that is Magento's cache",
            redis -> redis.role().filter(RedisRole::keepsTags).isPresent());

    /** A Redis whose clients run Lua scripts. */
    public static final Requirement LUA = of(
            "a Redis whose clients run Lua",
            redis -> redis.role().filter(RedisRole::runsLua).isPresent());

    public static final Requirement EXPORTER =
            of("a metrics exporter beside Redis", redis -> redis.exporter().isPresent());

    private RedisRequirement() {}

    private static Requirement of(String words, Predicate<RedisComponent> condition) {
        return new Requirement(words, (component, stack, scope) -> condition.test(RedisComponent.of(component)));
    }
}
