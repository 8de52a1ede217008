// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/** Why a check does not hold. The list is closed, and the cause alone decides between FAIL and INCONCLUSIVE. */
public enum Cause {
    // The API server and the manifests.
    MANIFEST_REJECTED(Outcome.FAIL),
    UNKNOWN_FIELD(Outcome.FAIL),
    UNKNOWN_KIND(Outcome.FAIL),
    ADMISSION_DENIED(Outcome.FAIL),
    NAMESPACE_MISSING(Outcome.FAIL),
    NAMESPACE_TERMINATING(Outcome.FAIL),
    FIELD_CONFLICT(Outcome.FAIL),
    OBJECT_MISSING(Outcome.FAIL),
    API_DEPRECATED(Outcome.FAIL),
    DRIFTED(Outcome.FAIL),

    // The manifests' policy.
    SELECTOR_MISMATCH(Outcome.FAIL),
    SELECTORS_OVERLAP(Outcome.FAIL),
    PORT_DECLARED_TWICE(Outcome.FAIL),
    IMAGE_NOT_PINNED(Outcome.FAIL),
    RESOURCES_MISSING(Outcome.FAIL),
    EXPOSED(Outcome.FAIL),
    STORE_REPLICATED(Outcome.FAIL),
    STORE_AUTOSCALED(Outcome.FAIL),
    STORE_SURGES(Outcome.FAIL),
    SESSION_AFFINITY(Outcome.FAIL),
    DRAIN_BLOCKED(Outcome.FAIL),
    SERVICE_NAME_UNSAFE(Outcome.FAIL),
    LIVENESS_IMPATIENT(Outcome.FAIL),

    // The rollout.
    NO_REPLICAS(Outcome.FAIL),
    POD_CREATION_DENIED(Outcome.FAIL),
    POD_SECURITY_DENIED(Outcome.FAIL),
    QUOTA_EXCEEDED(Outcome.FAIL),
    UNSCHEDULABLE(Outcome.FAIL),
    IMAGE_NAME_INVALID(Outcome.FAIL),
    IMAGE_NOT_FOUND(Outcome.FAIL),
    IMAGE_PULL_UNAUTHORIZED(Outcome.FAIL),
    IMAGE_PULL_FAILED(Outcome.FAIL),
    CONTAINER_CONFIG_INVALID(Outcome.FAIL),
    CRASH_LOOP(Outcome.FAIL),
    OUT_OF_MEMORY(Outcome.FAIL),
    NOT_READY(Outcome.FAIL, Trait.TIMING),
    ROLLOUT_INCOMPLETE(Outcome.FAIL),
    FAILED_POD_IN_THE_WAY(Outcome.FAIL),
    POD_REJECTED(Outcome.FAIL),
    POST_START_HOOK_FAILED(Outcome.FAIL),
    CONTAINER_MISSING(Outcome.FAIL),
    CONTAINER_RESTARTED(Outcome.FAIL),
    POD_DISAPPEARED(Outcome.FAIL),
    ERROR_IN_LOG(Outcome.FAIL),

    // The Service.
    SELECTOR_MATCHES_NOTHING(Outcome.FAIL),
    PORT_LEADS_NOWHERE(Outcome.FAIL),
    NO_READY_ENDPOINT(Outcome.FAIL, Trait.TIMING),
    FOREIGN_ENDPOINT(Outcome.FAIL),
    ENDPOINT_MISSING(Outcome.FAIL, Trait.TIMING),
    ADDRESS_FAMILY_MISSING(Outcome.FAIL),

    // DNS and the network.
    DNS_SERVER_SILENT(Outcome.FAIL, Trait.NETWORK, Trait.TIMING),
    DNS_SERVER_FAILS(Outcome.FAIL, Trait.NETWORK),
    DNS_UNKNOWN_NAME(Outcome.FAIL, Trait.UNPROGRAMMED),
    DNS_SEARCH_INCOMPLETE(Outcome.FAIL),
    DNS_NO_ANSWER(Outcome.FAIL, Trait.NETWORK, Trait.TIMING, Trait.UNPROGRAMMED),
    DNS_WRONG_ANSWER(Outcome.FAIL),
    DNS_DOMAIN_DIFFERS(Outcome.FAIL),
    CONNECTION_REFUSED(Outcome.FAIL, Trait.TIMING, Trait.UNPROGRAMMED),
    CONNECTION_TIMED_OUT(Outcome.FAIL, Trait.NETWORK, Trait.TIMING),
    CONNECTION_LOST(Outcome.FAIL, Trait.NETWORK, Trait.TIMING, Trait.UNPROGRAMMED),
    POLICY_SELECTS_NOTHING(Outcome.FAIL),
    POLICY_NOT_ENFORCED(Outcome.FAIL),

    // Redis.
    REDIS_LOADING(Outcome.FAIL),
    REDIS_NOAUTH(Outcome.FAIL),
    REDIS_WRONGPASS(Outcome.FAIL),
    REDIS_NOPERM(Outcome.FAIL),
    REDIS_READONLY(Outcome.FAIL),
    REDIS_MISCONF(Outcome.FAIL),
    REDIS_OOM(Outcome.FAIL),
    REDIS_ERROR(Outcome.FAIL),
    REDIS_SILENT(Outcome.FAIL, Trait.NETWORK),
    REDIS_WRONG_ANSWER(Outcome.FAIL),
    REDIS_BUSY(Outcome.FAIL),
    REDIS_TOO_MANY_CLIENTS(Outcome.FAIL),
    REDIS_IS_REPLICA(Outcome.FAIL),
    REDIS_COMMAND_MISSING(Outcome.FAIL),
    REDIS_SLOW(Outcome.FAIL, Trait.NETWORK, Trait.TIMING),
    REDIS_VERSION_DIFFERS(Outcome.FAIL),
    KEY_OUTLIVES_TTL(Outcome.FAIL, Trait.TIMING),
    MEMORY_UNBOUNDED(Outcome.FAIL),
    MEMORY_TOO_TIGHT(Outcome.FAIL),
    EVICTION_POLICY_WRONG(Outcome.FAIL),
    PERSISTENCE_MISPLACED(Outcome.FAIL),
    TAGS_BROKEN(Outcome.FAIL),

    // The paths to Redis, held against each other.
    SPLIT_DATA(Outcome.FAIL, Trait.UNPROGRAMMED),
    LISTENS_ON_LOOPBACK(Outcome.FAIL, Trait.UNPROGRAMMED),
    PATH_TO_POD_BROKEN(Outcome.FAIL, Trait.NETWORK, Trait.TIMING, Trait.UNPROGRAMMED),
    PATH_BY_SERVICE_BROKEN(Outcome.FAIL, Trait.NETWORK, Trait.TIMING, Trait.UNPROGRAMMED),
    PATH_BY_NAME_BROKEN(Outcome.FAIL, Trait.NETWORK, Trait.TIMING, Trait.UNPROGRAMMED),

    // Metrics.
    METRICS_ANNOTATION_MISPLACED(Outcome.FAIL),
    METRICS_ANNOTATION_WRONG(Outcome.FAIL),
    METRICS_NOT_PROMETHEUS(Outcome.FAIL, Trait.NETWORK),
    EXPORTER_SEES_NO_REDIS(Outcome.FAIL, Trait.TIMING),
    EXPORTER_WATCHES_ANOTHER_REDIS(Outcome.FAIL),
    EXPORTER_MISCOUNTS(Outcome.FAIL),

    // How it bears trouble.
    SAVE_FAILED(Outcome.FAIL),
    PROBE_BLIND(Outcome.FAIL, Trait.TIMING),
    TAG_METADATA_EVICTED(Outcome.FAIL),
    DATA_EVICTED(Outcome.FAIL),
    NOTHING_EVICTED(Outcome.FAIL),
    RESTARTED_UNDER_PRESSURE(Outcome.FAIL, Trait.TIMING),
    NOT_RESTARTED(Outcome.FAIL, Trait.TIMING),
    NOT_REPLACED(Outcome.FAIL, Trait.TIMING),
    NO_WAY_BACK(Outcome.FAIL, Trait.NETWORK, Trait.TIMING),
    GAP_TOO_LONG(Outcome.FAIL, Trait.NETWORK, Trait.TIMING),
    STOPS_TOO_LATE(Outcome.FAIL, Trait.TIMING),
    NO_GRACE_PERIOD(Outcome.FAIL),
    LEFT_BEHIND(Outcome.FAIL, Trait.TIMING),

    // What a check of a user's own finds.
    OWN_CHECK_FAILED(Outcome.FAIL),
    OWN_CHECK_INCONCLUSIVE(Outcome.INCONCLUSIVE),

    // What says nothing about the stack.
    ENGINE_UNAVAILABLE(Outcome.INCONCLUSIVE),
    ENGINE_FORBIDDEN(Outcome.INCONCLUSIVE),
    NODE_IMAGE_UNAVAILABLE(Outcome.INCONCLUSIVE),
    NODE_NOT_READY(Outcome.INCONCLUSIVE),
    DISK_FULL(Outcome.INCONCLUSIVE),
    LOGIN_FAILED(Outcome.INCONCLUSIVE),
    PROXY_FAILED(Outcome.INCONCLUSIVE),
    API_UNREACHABLE(Outcome.INCONCLUSIVE, Trait.TRANSPORT),
    API_UNAUTHORIZED(Outcome.INCONCLUSIVE),
    API_FORBIDDEN(Outcome.INCONCLUSIVE),
    API_CERTIFICATE(Outcome.INCONCLUSIVE),
    API_ERROR(Outcome.INCONCLUSIVE, Trait.TRANSPORT),
    CLUSTER_NOT_ALLOWED(Outcome.INCONCLUSIVE),
    LOOKS_LIKE_PRODUCTION(Outcome.INCONCLUSIVE),
    NAMESPACE_ABSENT(Outcome.INCONCLUSIVE),
    RIGHTS_MISSING(Outcome.INCONCLUSIVE),
    LEASE_HELD(Outcome.INCONCLUSIVE),
    LEASE_LOST(Outcome.INCONCLUSIVE),
    STACK_CHANGED(Outcome.INCONCLUSIVE),
    TUNNEL_LOST(Outcome.INCONCLUSIVE, Trait.TRANSPORT),
    MACHINE_BUSY(Outcome.INCONCLUSIVE),
    PACKETS_LOST(Outcome.INCONCLUSIVE),
    REDIS_CERTIFICATE(Outcome.INCONCLUSIVE),
    SECRET_MISSING(Outcome.INCONCLUSIVE),
    REDIS_NOT_INSPECTABLE(Outcome.INCONCLUSIVE),
    CLIENT_POD_UNAVAILABLE(Outcome.INCONCLUSIVE, Trait.TRANSPORT),
    INTERRUPTED(Outcome.INCONCLUSIVE),
    DEADLINE_EXCEEDED(Outcome.INCONCLUSIVE),
    REPORT_UNWRITTEN(Outcome.INCONCLUSIVE),
    DEFECT(Outcome.INCONCLUSIVE);

    /** What else may look like a cause although the stack is healthy; decides when a check is run again. */
    public enum Trait {
        /** The run's own connection to the cluster broke, or may have: the check is run again. */
        TRANSPORT,
        /** A network that loses some packets looks like this: it is measured before the FAIL stands. */
        NETWORK,
        /**
         * A machine without free CPU looks like this, because a time limit was exceeded. A silent Redis is no such
         * cause: it was asked a second time while the connection to it was open.
         */
        TIMING,
        /**
         * A node that does not know a new Service, a new pod or a new network policy yet looks like this: it is asked
         * again for a while.
         */
        UNPROGRAMMED
    }

    private final Outcome outcome;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
    private final Set<Trait> traits;

    Cause(Outcome outcome, Trait... traits) {
        this.outcome = outcome;
        this.traits = Set.of(traits);
    }

    /** True if a healthy stack may look like this for that reason. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** FAIL where the stack is at fault, INCONCLUSIVE where we could not tell. */
    public Outcome outcome() {
        return outcome;
    }

    /** The word that reports use, such as {@code no-ready-endpoint}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
