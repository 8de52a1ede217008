// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis;

import static co.littleman.m1onk8s.kinds.ConsequenceRule.found;

import co.littleman.m1onk8s.kinds.ConsequenceRule;
import co.littleman.m1onk8s.kinds.SharedRefusal;
import co.littleman.m1onk8s.kinds.redis.client.RedisRefusal;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import java.util.List;
import java.util.Map;

/** Which findings of Redis' checks follow from which others. */
final class RedisConsequences {
    private static final String BURST = "redis-takes-a-burst";

    /** The checks that report a refusal first: they are about just that. The burst comes late, and is about one only. */
    static final SharedRefusal REFUSAL = new SharedRefusal(
            List.of(
                    BURST,
                    "redis-is-master",
                    "redis-allows-commands",
                    "redis-answers-ping",
                    "redis-keeps-a-key",
                    "redis-selects-databases",
                    "redis-answers-by-name"),
            RedisRefusal::codes,
            Map.of(BURST, RedisRefusal.TOO_MANY_CLIENTS));

    /** The checks that write to Redis, or count what is written. */
    private static final String[] WRITERS = {
        "redis-keeps-a-key",
        "redis-selects-databases",
        "redis-ttl-expires",
        "redis-runs-lua",
        "magento-cache-works",
        "every-path-leads-to-redis",
        "fresh-connections-agree",
        "exporter-counts-commands"
    };

    static final List<ConsequenceRule> RULES = List.of(
            found("dns-names-resolve", Cause.DNS_DOMAIN_DIFFERS)
                    .explains("logs-clean")
                    .as(Cause.ERROR_IN_LOG)
                    .ifEachLineIsLike("(?i)redis|lookup|dial|no such host"),
            found("service-selects-own-pods", Cause.FOREIGN_ENDPOINT)
                    .explains("fresh-connections-agree", "every-path-leads-to-redis")
                    .as(
                            Cause.SELECTOR_MISMATCH,
                            RedisCause.SPLIT_DATA,
                            Cause.CONNECTION_LOST,
                            Cause.PATH_BY_SERVICE_BROKEN,
                            Cause.PATH_BY_NAME_BROKEN),
            found("service-selects-own-pods", Cause.SELECTOR_MATCHES_NOTHING)
                    .explains("metrics-scraped")
                    .as(
                            Cause.SELECTOR_MISMATCH,
                            Cause.NO_READY_ENDPOINT,
                            Cause.SELECTOR_MATCHES_NOTHING,
                            Cause.ENDPOINT_MISSING,
                            Cause.METRICS_ANNOTATION_WRONG),
            found("service-has-endpoints", Cause.FOREIGN_ENDPOINT)
                    .explains("every-path-leads-to-redis", "fresh-connections-agree")
                    .as(
                            RedisCause.SPLIT_DATA,
                            Cause.CONNECTION_LOST,
                            Cause.PATH_BY_SERVICE_BROKEN,
                            Cause.PATH_BY_NAME_BROKEN),
            found("store-stands-alone", Cause.STORE_REPLICATED)
                    .explains("every-path-leads-to-redis")
                    .as(RedisCause.SPLIT_DATA),
            found("fresh-connections-agree", RedisCause.SPLIT_DATA)
                    .explains("every-path-leads-to-redis")
                    .as(RedisCause.SPLIT_DATA),
            found("ports-lead-somewhere", Cause.PORT_LEADS_NOWHERE)
                    .explains("every-path-leads-to-redis")
                    .as(
                            Cause.CONNECTION_REFUSED,
                            Cause.CONNECTION_TIMED_OUT,
                            Cause.ENDPOINT_MISSING,
                            Cause.PORT_LEADS_NOWHERE,
                            Cause.NO_READY_ENDPOINT,
                            Cause.PATH_BY_SERVICE_BROKEN,
                            Cause.PATH_BY_NAME_BROKEN),
            found("every-path-leads-to-redis", Cause.LISTENS_ON_LOOPBACK)
                    .explains("cluster-ip-answers", "peer-reaches-service")
                    .as(Cause.CONNECTION_REFUSED),
            found("cluster-ip-answers", Cause.CONNECTION_REFUSED, Cause.CONNECTION_TIMED_OUT, Cause.CONNECTION_LOST)
                    .explains("every-path-leads-to-redis")
                    .as(Cause.PATH_TO_POD_BROKEN, Cause.PATH_BY_SERVICE_BROKEN, Cause.PATH_BY_NAME_BROKEN),
            found("cluster-ip-answers", Cause.CONNECTION_TIMED_OUT)
                    .explains("metrics-scraped")
                    .as(Cause.CONNECTION_TIMED_OUT),
            found(
                            "dns-server-answers",
                            Cause.DNS_SERVER_SILENT,
                            Cause.DNS_SERVER_FAILS,
                            Cause.DNS_NO_ANSWER,
                            Cause.DNS_UNKNOWN_NAME)
                    .explains("every-path-leads-to-redis")
                    .as(Cause.PATH_BY_NAME_BROKEN),
            found("dns-names-resolve", Cause.DNS_DOMAIN_DIFFERS)
                    .explains("exporter-sees-redis")
                    .as(RedisCause.EXPORTER_SEES_NO_REDIS),
            found("liveness-waits-longer", Cause.LIVENESS_IMPATIENT)
                    .explains("redis-answers-in-time")
                    .as(
                            Cause.CONTAINER_RESTARTED,
                            Cause.CRASH_LOOP,
                            Cause.NOT_READY,
                            Cause.ROLLOUT_INCOMPLETE,
                            RedisCause.REDIS_SLOW,
                            RedisCause.REDIS_SILENT),
            found("pods-stay-calm", Cause.CONTAINER_RESTARTED, Cause.OUT_OF_MEMORY)
                    .explains(
                            "redis-answers-ping",
                            "redis-keeps-a-key",
                            "redis-selects-databases",
                            "redis-ttl-expires",
                            "redis-runs-lua",
                            "redis-keeps-idle-connections",
                            "magento-cache-works",
                            "redis-answers-by-name",
                            "every-path-leads-to-redis",
                            "fresh-connections-agree",
                            "metrics-scraped",
                            "exporter-sees-redis",
                            "exporter-counts-commands")
                    .as(
                            Cause.NOT_READY,
                            Cause.NO_READY_ENDPOINT,
                            Cause.ENDPOINT_MISSING,
                            Cause.CONNECTION_REFUSED,
                            Cause.CONNECTION_LOST,
                            RedisCause.REDIS_SILENT,
                            RedisCause.REDIS_LOADING,
                            RedisCause.EXPORTER_SEES_NO_REDIS,
                            Cause.TUNNEL_LOST),
            // What Redis and its exporter say.
            found("redis-is-master", RedisCause.REDIS_IS_REPLICA)
                    .explains("logs-clean")
                    .as(Cause.ERROR_IN_LOG)
                    .ifEachLineIsLike("MASTER|SYNC|[Rr]eplica"),
            found("redis-is-master", RedisCause.REDIS_IS_REPLICA)
                    .explains(WRITERS)
                    .as(RedisCause.REDIS_READONLY, Cause.CONNECTION_LOST, RedisCause.EXPORTER_MISCOUNTS)
                    .ifEachLineIsLike("READONLY"),
            found("redis-allows-commands", RedisCause.REDIS_COMMAND_MISSING, RedisCause.REDIS_NOPERM)
                    .explains(WRITERS)
                    .as(
                            RedisCause.REDIS_ERROR,
                            RedisCause.REDIS_NOPERM,
                            RedisCause.REDIS_COMMAND_MISSING,
                            Cause.CONNECTION_LOST)
                    .ifEachLineIsLike("unknown command|NOPERM"),
            found("redis-answers-ping", RedisCause.REDIS_SILENT)
                    .explains(WRITERS)
                    .as(Cause.TUNNEL_LOST),
            found("redis-keeps-a-key", RedisCause.REDIS_SILENT)
                    .explains(WRITERS)
                    .as(Cause.TUNNEL_LOST),
            found("redis-keeps-a-key", RedisCause.REDIS_ERROR)
                    .explains("redis-selects-databases", "magento-cache-works")
                    .as(RedisCause.REDIS_ERROR)
                    .ifEachLineIsLike("not allowed in cluster mode"),
            found("pod-comes-back", Cause.GAP_TOO_LONG, Cause.NOT_REPLACED)
                    .explains("container-restarts")
                    .as(Cause.NOT_RESTARTED, Cause.GAP_TOO_LONG),
            found("redis-answers-ping", RedisCause.REDIS_SILENT)
                    .explains("redis-answers-by-name", "metrics-scraped")
                    .as(Cause.CONNECTION_TIMED_OUT, Cause.METRICS_NOT_PROMETHEUS),
            found(BURST, RedisCause.REDIS_TOO_MANY_CLIENTS)
                    .explains(
                            "redis-answers-in-time",
                            "redis-answers-by-name",
                            "redis-answers-ping",
                            "fresh-connections-agree",
                            "every-path-leads-to-redis",
                            "magento-cache-works",
                            "exporter-sees-redis",
                            "metrics-scraped")
                    .as(
                            RedisCause.REDIS_SILENT,
                            Cause.CONNECTION_LOST,
                            RedisCause.EXPORTER_SEES_NO_REDIS,
                            Cause.TUNNEL_LOST),
            found("redis-memory-fits", RedisCause.MEMORY_UNBOUNDED)
                    .explains("redis-eviction-fits")
                    .as(RedisCause.EVICTION_POLICY_WRONG),
            found("exporter-counts-commands", RedisCause.EXPORTER_MISCOUNTS)
                    .explains("redis-bears-memory-pressure")
                    .as(RedisCause.NOTHING_EVICTED),
            found("redis-answers-in-time", RedisCause.REDIS_SLOW)
                    .explains(BURST)
                    .as(Cause.CONNECTION_LOST, RedisCause.REDIS_SILENT),
            found("redis-ttl-expires", RedisCause.KEY_OUTLIVES_TTL)
                    .explains("redis-keeps-a-key", "magento-cache-works")
                    .as(RedisCause.KEY_OUTLIVES_TTL, RedisCause.REDIS_WRONG_ANSWER, RedisCause.TAGS_BROKEN),
            found("exporter-watches-this-redis", RedisCause.EXPORTER_WATCHES_ANOTHER_REDIS)
                    .explains("exporter-counts-commands")
                    .as(RedisCause.EXPORTER_MISCOUNTS),
            found("exporter-watches-this-redis", RedisCause.EXPORTER_WATCHES_ANOTHER_REDIS)
                    .explains("logs-clean")
                    .as(Cause.ERROR_IN_LOG)
                    .ifEachLineIsLike("(?i)redis|dial|lookup"),
            found("exporter-sees-redis", RedisCause.EXPORTER_SEES_NO_REDIS)
                    .explains("logs-clean")
                    .as(Cause.ERROR_IN_LOG)
                    .ifEachLineIsLike("(?i)redis|dial|lookup|auth"),
            // What the run may not do.
            found("redis-answers-ping", Cause.API_FORBIDDEN)
                    .explains("metrics-scraped", "fresh-connections-agree", "every-path-leads-to-redis")
                    .as(Cause.API_FORBIDDEN));

    private RedisConsequences() {}
}
