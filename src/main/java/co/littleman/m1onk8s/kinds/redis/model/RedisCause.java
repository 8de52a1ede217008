// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Outcome;
import java.util.List;

/** Why a check of Redis or of its exporter does not hold, beside the causes that any component may have. */
public final class RedisCause {
    // Redis.
    public static final Cause REDIS_LOADING = Cause.of("redis-loading", Outcome.FAIL);
    public static final Cause REDIS_NOAUTH = Cause.of("redis-noauth", Outcome.FAIL);
    public static final Cause REDIS_WRONGPASS = Cause.of("redis-wrongpass", Outcome.FAIL);
    public static final Cause REDIS_NOPERM = Cause.of("redis-noperm", Outcome.FAIL);
    public static final Cause REDIS_READONLY = Cause.of("redis-readonly", Outcome.FAIL);
    public static final Cause REDIS_MISCONF = Cause.of("redis-misconf", Outcome.FAIL);
    public static final Cause REDIS_OOM = Cause.of("redis-oom", Outcome.FAIL);
    public static final Cause REDIS_ERROR = Cause.of("redis-error", Outcome.FAIL);
    public static final Cause REDIS_SILENT = Cause.of("redis-silent", Outcome.FAIL, Cause.Trait.NETWORK);
    public static final Cause REDIS_WRONG_ANSWER = Cause.of("redis-wrong-answer", Outcome.FAIL);
    public static final Cause REDIS_BUSY = Cause.of("redis-busy", Outcome.FAIL);
    public static final Cause REDIS_TOO_MANY_CLIENTS = Cause.of("redis-too-many-clients", Outcome.FAIL);
    public static final Cause REDIS_IS_REPLICA = Cause.of("redis-is-replica", Outcome.FAIL);
    public static final Cause REDIS_COMMAND_MISSING = Cause.of("redis-command-missing", Outcome.FAIL);
    public static final Cause REDIS_SLOW =
            Cause.of("redis-slow", Outcome.FAIL, Cause.Trait.NETWORK, Cause.Trait.TIMING);
    public static final Cause REDIS_VERSION_DIFFERS = Cause.of("redis-version-differs", Outcome.FAIL);
    public static final Cause KEY_OUTLIVES_TTL = Cause.of("key-outlives-ttl", Outcome.FAIL, Cause.Trait.TIMING);
    public static final Cause MEMORY_UNBOUNDED = Cause.of("memory-unbounded", Outcome.FAIL);
    public static final Cause MEMORY_TOO_TIGHT = Cause.of("memory-too-tight", Outcome.FAIL);
    public static final Cause EVICTION_POLICY_WRONG = Cause.of("eviction-policy-wrong", Outcome.FAIL);
    public static final Cause PERSISTENCE_MISPLACED = Cause.of("persistence-misplaced", Outcome.FAIL);
    public static final Cause TAGS_BROKEN = Cause.of("tags-broken", Outcome.FAIL);

    // The paths to Redis, held against each other.
    public static final Cause SPLIT_DATA = Cause.of("split-data", Outcome.FAIL, Cause.Trait.UNPROGRAMMED);

    // Metrics.
    public static final Cause EXPORTER_SEES_NO_REDIS =
            Cause.of("exporter-sees-no-redis", Outcome.FAIL, Cause.Trait.TIMING);
    public static final Cause EXPORTER_WATCHES_ANOTHER_REDIS = Cause.of("exporter-watches-another-redis", Outcome.FAIL);
    public static final Cause EXPORTER_MISCOUNTS = Cause.of("exporter-miscounts", Outcome.FAIL);

    // How it bears trouble.
    public static final Cause SAVE_FAILED = Cause.of("save-failed", Outcome.FAIL);
    public static final Cause PROBE_BLIND = Cause.of("probe-blind", Outcome.FAIL, Cause.Trait.TIMING);
    public static final Cause TAG_METADATA_EVICTED = Cause.of("tag-metadata-evicted", Outcome.FAIL);
    public static final Cause DATA_EVICTED = Cause.of("data-evicted", Outcome.FAIL);
    public static final Cause NOTHING_EVICTED = Cause.of("nothing-evicted", Outcome.FAIL);
    public static final Cause RESTARTED_UNDER_PRESSURE =
            Cause.of("restarted-under-pressure", Outcome.FAIL, Cause.Trait.TIMING);

    // What says nothing about the stack.
    public static final Cause REDIS_CERTIFICATE = Cause.of("redis-certificate", Outcome.INCONCLUSIVE);
    public static final Cause REDIS_NOT_INSPECTABLE = Cause.of("redis-not-inspectable", Outcome.INCONCLUSIVE);

    /** All of them. */
    public static final List<Cause> ALL = List.of(
            REDIS_LOADING,
            REDIS_NOAUTH,
            REDIS_WRONGPASS,
            REDIS_NOPERM,
            REDIS_READONLY,
            REDIS_MISCONF,
            REDIS_OOM,
            REDIS_ERROR,
            REDIS_SILENT,
            REDIS_WRONG_ANSWER,
            REDIS_BUSY,
            REDIS_TOO_MANY_CLIENTS,
            REDIS_IS_REPLICA,
            REDIS_COMMAND_MISSING,
            REDIS_SLOW,
            REDIS_VERSION_DIFFERS,
            KEY_OUTLIVES_TTL,
            MEMORY_UNBOUNDED,
            MEMORY_TOO_TIGHT,
            EVICTION_POLICY_WRONG,
            PERSISTENCE_MISPLACED,
            TAGS_BROKEN,
            SPLIT_DATA,
            EXPORTER_SEES_NO_REDIS,
            EXPORTER_WATCHES_ANOTHER_REDIS,
            EXPORTER_MISCOUNTS,
            SAVE_FAILED,
            PROBE_BLIND,
            TAG_METADATA_EVICTED,
            DATA_EVICTED,
            NOTHING_EVICTED,
            RESTARTED_UNDER_PRESSURE,
            REDIS_CERTIFICATE,
            REDIS_NOT_INSPECTABLE);

    private RedisCause() {}
}
