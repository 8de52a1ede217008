// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Magento 1.9 expects of a Redis, by the {@code role} label that the stack gives its pods beside
 * {@code application: redis}. All that differs between the roles is here; no check names a role.
 */
public enum RedisRole {
    /**
     * Cm_Cache_Backend_Redis: hashes with a TTL, and tag sets without one that must never be evicted, which is why its
     * README recommends {@code volatile-lru}. The backend's commands are those of its source; the full page cache uses
     * database 1.
     */
    CACHE(
            "volatile-lru volatile-lfu volatile-ttl volatile-random",
            AtTheLimit.EVICTS,
            true,
            true,
            "zc:k:",
            "SELECT HMSET HSET HGET HGETALL EXPIRE PERSIST SADD SREM SMEMBERS SUNION SINTER SDIFF SSCAN SCARD EXISTS TTL"
                    + " DEL UNLINK MULTI EXEC EVAL EVALSHA SCRIPT FLUSHDB SCAN INFO PING"),
    /**
     * Cm_RedisSession: a lost session is a lost cart, so a full Redis must refuse new ones and not evict old ones. The
     * commands are those of its source.
     */
    SESSION(
            "noeviction",
            AtTheLimit.REFUSES,
            false,
            false,
            "sess_ PHPREDIS_SESSION:",
            "SELECT HINCRBY HMGET HMSET HSET HGET HDEL HEXISTS EXPIRE EXISTS TTL DEL UNLINK MULTI EXEC PING");

    /** What Redis must do when its memory is used up. */
    public enum AtTheLimit {
        /** Evicts what has a TTL, and takes the write. */
        EVICTS,
        /** Refuses the write, and keeps what it has. */
        REFUSES
    }

    /** Port that clients dial which are told a host and nothing else: Redis' registered port. */
    public static final int CLIENT_PORT = 6379;

    /**
     * Connections that come at once: one for each PHP-FPM worker of two usual pools (pm.max_children 25), since every
     * worker holds its own.
     */
    public static final int POOL = 50;

    /** Questions that a Magento page asks its cache, one after the other. */
    public static final int PAGE = 100;

    /** What a page may wait for all of them: a fifth of the second that a shop has for a page. */
    public static final Duration PAGE_BUDGET = Duration.ofMillis(200);

    /**
     * How long clients may be without it while its pod is replaced. Magento waits 2.5 s for a connection and tries
     * again once; ten seconds of slow pages are what a restart at night may cost.
     */
    public static final Duration GAP_BUDGET = Duration.ofSeconds(15);

    private static final String APPLICATION = "application";
    private static final String ROLE = "role";

    private final String policies;
    private final AtTheLimit atTheLimit;
    private final boolean tags;
    private final boolean lua;
    private final String keys;
    private final String commands;

    RedisRole(String policies, AtTheLimit atTheLimit, boolean tags, boolean lua, String keys, String commands) {
        this.policies = policies;
        this.atTheLimit = atTheLimit;
        this.tags = tags;
        this.lua = lua;
        this.keys = keys;
        this.commands = commands;
    }

    /** The role that pods with these labels have; empty if they name none that is known. */
    public static Optional<RedisRole> of(Map<String, String> podLabels) {
        String role = podLabels.getOrDefault(ROLE, "").toUpperCase(Locale.ROOT);
        return "redis".equals(podLabels.get(APPLICATION))
                ? List.of(values()).stream()
                        .filter(known -> known.name().equals(role))
                        .findFirst()
                : Optional.empty();
    }

    /** The label's value, such as {@code cache}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Values of {@code maxmemory-policy} under which the role's data is safe. */
    public Set<String> policies() {
        return Set.of(policies.split(" "));
    }

    public AtTheLimit atTheLimit() {
        return atTheLimit;
    }

    /** True if Magento keeps tag sets without a TTL in it. */
    public boolean keepsTags() {
        return tags;
    }

    /** True if Magento runs Lua scripts in it. */
    public boolean runsLua() {
        return lua;
    }

    /** How the keys of Magento's client of this role begin, in one of these ways. */
    public List<String> keys() {
        return List.of(keys.split(" "));
    }

    /** Every command that Magento's client of this role sends. */
    public List<String> commands() {
        return List.of(commands.split(" "));
    }
}
