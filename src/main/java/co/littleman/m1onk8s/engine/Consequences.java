// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static co.littleman.m1onk8s.engine.ConsequenceRule.found;

import co.littleman.m1onk8s.redis.RedisRefusal;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One fault is one red verdict: the place that knows which finding follows from which. A consequence is SKIPPED with
 * the name of the check that it follows from. Two rules:
 *
 * <ul>
 *   <li>Checks about one component that quote the same refusal of its Redis saw one fault. It is told by the first of
 *       them
 *       in the order of {@link #REFUSED}, then of the catalogue.
 *   <li>{@link #RULES} lists what else is a consequence of what.
 * </ul>
 *
 * <p>All else is a fault of its own: what is not listed here stays red.
 */
public final class Consequences {
    /** The checks that report a refusal first: they are about just that. */
    static final List<String> REFUSED = List.of(
            "redis-takes-a-burst",
            "redis-is-master",
            "redis-allows-commands",
            "redis-answers-ping",
            "redis-keeps-a-key",
            "redis-selects-databases",
            "redis-answers-by-name");

    private static final String BURST = "redis-takes-a-burst";

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
            // Which pods are behind which Service.
            found("selector-matches-template", Cause.SELECTORS_OVERLAP)
                    .explains("service-selects-own-pods", "rollout-complete", "store-stands-alone")
                    .as(
                            Cause.FOREIGN_ENDPOINT,
                            Cause.ROLLOUT_INCOMPLETE,
                            Cause.NOT_READY,
                            Cause.NO_REPLICAS,
                            Cause.STORE_REPLICATED,
                            Cause.STORE_SURGES)
                    .atAnyComponent(),
            found("service-selects-own-pods", Cause.FOREIGN_ENDPOINT)
                    .explains("selector-matches-template", "fresh-connections-agree", "every-path-leads-to-redis")
                    .as(
                            Cause.SELECTOR_MISMATCH,
                            Cause.SPLIT_DATA,
                            Cause.CONNECTION_LOST,
                            Cause.PATH_BY_SERVICE_BROKEN,
                            Cause.PATH_BY_NAME_BROKEN),
            found("service-selects-own-pods", Cause.SELECTOR_MATCHES_NOTHING)
                    .explains("metrics-scraped", "service-has-endpoints", "selector-matches-template")
                    .as(
                            Cause.SELECTOR_MISMATCH,
                            Cause.NO_READY_ENDPOINT,
                            Cause.SELECTOR_MATCHES_NOTHING,
                            Cause.ENDPOINT_MISSING,
                            Cause.METRICS_ANNOTATION_WRONG),
            found("service-has-endpoints", Cause.FOREIGN_ENDPOINT)
                    .explains("every-path-leads-to-redis", "fresh-connections-agree")
                    .as(
                            Cause.SPLIT_DATA,
                            Cause.CONNECTION_LOST,
                            Cause.PATH_BY_SERVICE_BROKEN,
                            Cause.PATH_BY_NAME_BROKEN),
            found("store-stands-alone", Cause.STORE_REPLICATED)
                    .explains("every-path-leads-to-redis")
                    .as(Cause.SPLIT_DATA),
            found("fresh-connections-agree", Cause.SPLIT_DATA)
                    .explains("every-path-leads-to-redis")
                    .as(Cause.SPLIT_DATA),
            // Which port, by which way.
            found("ports-lead-somewhere", Cause.PORT_LEADS_NOWHERE)
                    .explains("cluster-ip-answers", "service-has-endpoints", "every-path-leads-to-redis")
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
                    .as(Cause.EXPORTER_SEES_NO_REDIS),
            found("dns-names-resolve", Cause.DNS_DOMAIN_DIFFERS)
                    .explains("logs-clean")
                    .as(Cause.ERROR_IN_LOG)
                    .ifEachLineIsLike("(?i)redis|lookup|dial|no such host"),
            // What the pods do.
            found("liveness-waits-longer", Cause.LIVENESS_IMPATIENT)
                    .explains("pods-stay-calm", "rollout-complete", "redis-answers-in-time")
                    .as(
                            Cause.CONTAINER_RESTARTED,
                            Cause.CRASH_LOOP,
                            Cause.NOT_READY,
                            Cause.ROLLOUT_INCOMPLETE,
                            Cause.REDIS_SLOW,
                            Cause.REDIS_SILENT),
            found("pods-stay-calm", Cause.CONTAINER_RESTARTED, Cause.OUT_OF_MEMORY)
                    .explains(
                            "containers-ready",
                            "service-has-endpoints",
                            "cluster-ip-answers",
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
                            Cause.REDIS_SILENT,
                            Cause.REDIS_LOADING,
                            Cause.EXPORTER_SEES_NO_REDIS,
                            Cause.TUNNEL_LOST),
            found("containers-ready", Cause.CONTAINER_MISSING)
                    .explains(
                            "live-equals-manifests", "pods-as-declared", "service-has-endpoints", "resources-declared")
                    .as(
                            Cause.DRIFTED,
                            Cause.ENDPOINT_MISSING,
                            Cause.PORT_LEADS_NOWHERE,
                            Cause.CONTAINER_MISSING,
                            Cause.RESOURCES_MISSING),
            found("images-pinned", Cause.IMAGE_NOT_PINNED)
                    .explains("rollout-complete")
                    .as(Cause.IMAGE_NOT_FOUND, Cause.IMAGE_PULL_FAILED),
            found("live-equals-manifests", Cause.DRIFTED)
                    .explains("manifests-accepted", "pods-as-declared")
                    .as(Cause.FIELD_CONFLICT, Cause.DRIFTED),
            // What Redis and its exporter say.
            found("redis-is-master", Cause.REDIS_IS_REPLICA)
                    .explains("logs-clean")
                    .as(Cause.ERROR_IN_LOG)
                    .ifEachLineIsLike("MASTER|SYNC|[Rr]eplica"),
            found("redis-is-master", Cause.REDIS_IS_REPLICA)
                    .explains(WRITERS)
                    .as(Cause.REDIS_READONLY, Cause.CONNECTION_LOST, Cause.EXPORTER_MISCOUNTS)
                    .ifEachLineIsLike("READONLY"),
            found("redis-allows-commands", Cause.REDIS_COMMAND_MISSING, Cause.REDIS_NOPERM)
                    .explains(WRITERS)
                    .as(Cause.REDIS_ERROR, Cause.REDIS_NOPERM, Cause.REDIS_COMMAND_MISSING, Cause.CONNECTION_LOST)
                    .ifEachLineIsLike("unknown command|NOPERM"),
            found("redis-answers-ping", Cause.REDIS_SILENT).explains(WRITERS).as(Cause.TUNNEL_LOST),
            found("redis-keeps-a-key", Cause.REDIS_SILENT).explains(WRITERS).as(Cause.TUNNEL_LOST),
            found("redis-keeps-a-key", Cause.REDIS_ERROR)
                    .explains("redis-selects-databases", "magento-cache-works")
                    .as(Cause.REDIS_ERROR)
                    .ifEachLineIsLike("not allowed in cluster mode"),
            found("pod-comes-back", Cause.GAP_TOO_LONG, Cause.NOT_REPLACED)
                    .explains("container-restarts")
                    .as(Cause.NOT_RESTARTED, Cause.GAP_TOO_LONG),
            found("redis-answers-ping", Cause.REDIS_SILENT)
                    .explains("redis-answers-by-name", "metrics-scraped")
                    .as(Cause.CONNECTION_TIMED_OUT, Cause.METRICS_NOT_PROMETHEUS),
            found(BURST, Cause.REDIS_TOO_MANY_CLIENTS)
                    .explains(
                            "redis-answers-in-time",
                            "redis-answers-by-name",
                            "redis-answers-ping",
                            "fresh-connections-agree",
                            "every-path-leads-to-redis",
                            "magento-cache-works",
                            "exporter-sees-redis",
                            "metrics-scraped")
                    .as(Cause.REDIS_SILENT, Cause.CONNECTION_LOST, Cause.EXPORTER_SEES_NO_REDIS, Cause.TUNNEL_LOST),
            found("redis-memory-fits", Cause.MEMORY_UNBOUNDED)
                    .explains("redis-eviction-fits")
                    .as(Cause.EVICTION_POLICY_WRONG),
            found("exporter-counts-commands", Cause.EXPORTER_MISCOUNTS)
                    .explains("redis-bears-memory-pressure")
                    .as(Cause.NOTHING_EVICTED),
            found("redis-answers-in-time", Cause.REDIS_SLOW)
                    .explains(BURST)
                    .as(Cause.CONNECTION_LOST, Cause.REDIS_SILENT),
            found("redis-ttl-expires", Cause.KEY_OUTLIVES_TTL)
                    .explains("redis-keeps-a-key", "magento-cache-works")
                    .as(Cause.KEY_OUTLIVES_TTL, Cause.REDIS_WRONG_ANSWER, Cause.TAGS_BROKEN),
            found("exporter-watches-this-redis", Cause.EXPORTER_WATCHES_ANOTHER_REDIS)
                    .explains("exporter-counts-commands")
                    .as(Cause.EXPORTER_MISCOUNTS),
            found("exporter-watches-this-redis", Cause.EXPORTER_WATCHES_ANOTHER_REDIS)
                    .explains("logs-clean")
                    .as(Cause.ERROR_IN_LOG)
                    .ifEachLineIsLike("(?i)redis|dial|lookup"),
            found("exporter-sees-redis", Cause.EXPORTER_SEES_NO_REDIS)
                    .explains("logs-clean")
                    .as(Cause.ERROR_IN_LOG)
                    .ifEachLineIsLike("(?i)redis|dial|lookup|auth"),
            // What the run may not do.
            found("redis-answers-ping", Cause.API_FORBIDDEN)
                    .explains("metrics-scraped", "fresh-connections-agree", "every-path-leads-to-redis")
                    .as(Cause.API_FORBIDDEN));

    private Consequences() {}

    /** Ids of the checks by whose fault this one may fall, by {@link #RULES}. */
    public static List<String> rootsOf(String check) {
        return RULES.stream()
                .filter(rule -> rule.followers().contains(check))
                .map(ConsequenceRule::root)
                .distinct()
                .toList();
    }

    /** True if the finding of a check may turn out to follow from what the other finds; then that is waited for. */
    static boolean mayFollow(String check, Finding finding, String other, boolean ofOneComponent) {
        return !check.equals(other)
                && ((ofOneComponent && mayRefuseFirst(check, finding, other))
                        || rules(check, finding, other, ofOneComponent)
                                .findAny()
                                .isPresent());
    }

    private static Stream<ConsequenceRule> rules(String check, Finding finding, String other, boolean ofOneComponent) {
        return RULES.stream()
                .filter(rule -> rule.root().equals(other)
                        && (ofOneComponent || rule.ofAnyComponent())
                        && rule.mayExplain(check, finding));
    }

    /** True if it does follow. */
    static boolean follows(String check, Finding finding, String other, Finding otherFinding, boolean ofOneComponent) {
        boolean sameRefusal = ofOneComponent
                && mayRefuseFirst(check, finding, other)
                && otherFinding.cause().outcome() == Outcome.FAIL
                && !Collections.disjoint(RedisRefusal.codes(finding), RedisRefusal.codes(otherFinding));
        return sameRefusal
                || rules(check, finding, other, ofOneComponent).anyMatch(rule -> rule.explains(otherFinding, finding));
    }

    private static boolean mayRefuseFirst(String check, Finding finding, String other) {
        Set<String> codes = RedisRefusal.codes(finding);
        int order = REFUSED.indexOf(other);
        int own = REFUSED.indexOf(check);
        return !codes.isEmpty()
                && order >= 0
                && (own < 0 || order < own)
                // It comes late, and is about nothing else.
                && (!other.equals(BURST) || codes.contains(RedisRefusal.TOO_MANY_CLIENTS));
    }
}
