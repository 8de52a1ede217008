// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Why a check does not hold. The cause alone decides between FAIL and INCONCLUSIVE. Those that any component may have are
 * here; a component kind has a list of its own, and so may a user's check. Each is one object, compared by identity.
 */
public final class Cause {
    /** By their words, so that a report that is read again leads to the same objects. */
    private static final Map<String, Cause> KNOWN = new ConcurrentHashMap<>();

    // The API server and the manifests.
    public static final Cause MANIFEST_REJECTED = of("manifest-rejected", Outcome.FAIL);
    public static final Cause UNKNOWN_FIELD = of("unknown-field", Outcome.FAIL);
    public static final Cause UNKNOWN_KIND = of("unknown-kind", Outcome.FAIL);
    public static final Cause ADMISSION_DENIED = of("admission-denied", Outcome.FAIL);
    public static final Cause NAMESPACE_MISSING = of("namespace-missing", Outcome.FAIL);
    public static final Cause NAMESPACE_TERMINATING = of("namespace-terminating", Outcome.FAIL);
    public static final Cause FIELD_CONFLICT = of("field-conflict", Outcome.FAIL);
    public static final Cause OBJECT_MISSING = of("object-missing", Outcome.FAIL);
    public static final Cause API_DEPRECATED = of("api-deprecated", Outcome.FAIL);
    public static final Cause DRIFTED = of("drifted", Outcome.FAIL);

    // The manifests' policy.
    public static final Cause SELECTOR_MISMATCH = of("selector-mismatch", Outcome.FAIL);
    public static final Cause SELECTORS_OVERLAP = of("selectors-overlap", Outcome.FAIL);
    public static final Cause PORT_DECLARED_TWICE = of("port-declared-twice", Outcome.FAIL);
    public static final Cause IMAGE_NOT_PINNED = of("image-not-pinned", Outcome.FAIL);
    public static final Cause RESOURCES_MISSING = of("resources-missing", Outcome.FAIL);
    public static final Cause EXPOSED = of("exposed", Outcome.FAIL);
    public static final Cause STORE_REPLICATED = of("store-replicated", Outcome.FAIL);
    public static final Cause STORE_AUTOSCALED = of("store-autoscaled", Outcome.FAIL);
    public static final Cause STORE_SURGES = of("store-surges", Outcome.FAIL);
    public static final Cause SESSION_AFFINITY = of("session-affinity", Outcome.FAIL);
    public static final Cause POD_NOT_REPLACED = of("pod-not-replaced", Outcome.FAIL);
    public static final Cause DRAIN_BLOCKED = of("drain-blocked", Outcome.FAIL);
    public static final Cause SERVICE_NAME_UNSAFE = of("service-name-unsafe", Outcome.FAIL);
    public static final Cause LIVENESS_IMPATIENT = of("liveness-impatient", Outcome.FAIL);

    // The rollout.
    public static final Cause NO_REPLICAS = of("no-replicas", Outcome.FAIL);
    public static final Cause POD_CREATION_DENIED = of("pod-creation-denied", Outcome.FAIL);
    public static final Cause POD_SECURITY_DENIED = of("pod-security-denied", Outcome.FAIL);
    public static final Cause QUOTA_EXCEEDED = of("quota-exceeded", Outcome.FAIL);
    public static final Cause UNSCHEDULABLE = of("unschedulable", Outcome.FAIL);
    public static final Cause IMAGE_NAME_INVALID = of("image-name-invalid", Outcome.FAIL);
    public static final Cause IMAGE_NOT_FOUND = of("image-not-found", Outcome.FAIL);
    public static final Cause IMAGE_PULL_UNAUTHORIZED = of("image-pull-unauthorized", Outcome.FAIL);
    public static final Cause IMAGE_PULL_FAILED = of("image-pull-failed", Outcome.FAIL);
    public static final Cause CONTAINER_CONFIG_INVALID = of("container-config-invalid", Outcome.FAIL);
    public static final Cause CRASH_LOOP = of("crash-loop", Outcome.FAIL);
    public static final Cause OUT_OF_MEMORY = of("out-of-memory", Outcome.FAIL);
    public static final Cause NOT_READY = of("not-ready", Outcome.FAIL, Trait.TIMING);
    public static final Cause ROLLOUT_INCOMPLETE = of("rollout-incomplete", Outcome.FAIL);
    public static final Cause FAILED_POD_IN_THE_WAY = of("failed-pod-in-the-way", Outcome.FAIL);
    public static final Cause POD_ENDED = of("pod-ended", Outcome.FAIL);
    public static final Cause POD_REJECTED = of("pod-rejected", Outcome.FAIL);
    public static final Cause POST_START_HOOK_FAILED = of("post-start-hook-failed", Outcome.FAIL);
    public static final Cause CONTAINER_MISSING = of("container-missing", Outcome.FAIL);
    public static final Cause CONTAINER_RESTARTED = of("container-restarted", Outcome.FAIL);
    public static final Cause POD_DISAPPEARED = of("pod-disappeared", Outcome.FAIL);
    public static final Cause ERROR_IN_LOG = of("error-in-log", Outcome.FAIL);

    // The Service.
    public static final Cause SELECTOR_MATCHES_NOTHING = of("selector-matches-nothing", Outcome.FAIL);
    public static final Cause PORT_LEADS_NOWHERE = of("port-leads-nowhere", Outcome.FAIL);
    public static final Cause NO_READY_ENDPOINT = of("no-ready-endpoint", Outcome.FAIL, Trait.TIMING);
    public static final Cause FOREIGN_ENDPOINT = of("foreign-endpoint", Outcome.FAIL);
    public static final Cause ENDPOINT_MISSING = of("endpoint-missing", Outcome.FAIL, Trait.TIMING);
    public static final Cause ADDRESS_FAMILY_MISSING = of("address-family-missing", Outcome.FAIL);

    // DNS and the network.
    public static final Cause DNS_SERVER_SILENT = of("dns-server-silent", Outcome.FAIL, Trait.NETWORK, Trait.TIMING);
    public static final Cause DNS_SERVER_FAILS = of("dns-server-fails", Outcome.FAIL, Trait.NETWORK);
    public static final Cause DNS_UNKNOWN_NAME = of("dns-unknown-name", Outcome.FAIL, Trait.UNPROGRAMMED);
    public static final Cause DNS_SEARCH_INCOMPLETE = of("dns-search-incomplete", Outcome.FAIL);
    public static final Cause DNS_NO_ANSWER =
            of("dns-no-answer", Outcome.FAIL, Trait.NETWORK, Trait.TIMING, Trait.UNPROGRAMMED);
    public static final Cause DNS_WRONG_ANSWER = of("dns-wrong-answer", Outcome.FAIL);
    public static final Cause DNS_DOMAIN_DIFFERS = of("dns-domain-differs", Outcome.FAIL);
    public static final Cause CONNECTION_REFUSED =
            of("connection-refused", Outcome.FAIL, Trait.TIMING, Trait.UNPROGRAMMED);
    public static final Cause CONNECTION_TIMED_OUT =
            of("connection-timed-out", Outcome.FAIL, Trait.NETWORK, Trait.TIMING);
    public static final Cause CONNECTION_LOST =
            of("connection-lost", Outcome.FAIL, Trait.NETWORK, Trait.TIMING, Trait.UNPROGRAMMED);
    public static final Cause POLICY_SELECTS_NOTHING = of("policy-selects-nothing", Outcome.FAIL);
    public static final Cause POLICY_NOT_ENFORCED = of("policy-not-enforced", Outcome.FAIL);

    // The paths to a server, held against each other.
    public static final Cause LISTENS_ON_LOOPBACK = of("listens-on-loopback", Outcome.FAIL, Trait.UNPROGRAMMED);
    public static final Cause PATH_TO_POD_BROKEN =
            of("path-to-pod-broken", Outcome.FAIL, Trait.NETWORK, Trait.TIMING, Trait.UNPROGRAMMED);
    public static final Cause PATH_BY_SERVICE_BROKEN =
            of("path-by-service-broken", Outcome.FAIL, Trait.NETWORK, Trait.TIMING, Trait.UNPROGRAMMED);
    public static final Cause PATH_BY_NAME_BROKEN =
            of("path-by-name-broken", Outcome.FAIL, Trait.NETWORK, Trait.TIMING, Trait.UNPROGRAMMED);

    // Metrics.
    public static final Cause MONITOR_SELECTS_NOTHING = of("monitor-selects-nothing", Outcome.FAIL);
    public static final Cause MONITOR_PORT_UNKNOWN = of("monitor-port-unknown", Outcome.FAIL);
    public static final Cause METRICS_ANNOTATION_MISPLACED = of("metrics-annotation-misplaced", Outcome.FAIL);
    public static final Cause METRICS_ANNOTATION_WRONG = of("metrics-annotation-wrong", Outcome.FAIL);
    public static final Cause METRICS_NOT_PROMETHEUS = of("metrics-not-prometheus", Outcome.FAIL, Trait.NETWORK);

    // How it bears trouble.
    public static final Cause NOT_RESTARTED = of("not-restarted", Outcome.FAIL, Trait.TIMING);
    public static final Cause NOT_REPLACED = of("not-replaced", Outcome.FAIL, Trait.TIMING);
    public static final Cause NO_WAY_BACK = of("no-way-back", Outcome.FAIL, Trait.NETWORK, Trait.TIMING);
    public static final Cause GAP_TOO_LONG = of("gap-too-long", Outcome.FAIL, Trait.NETWORK, Trait.TIMING);
    public static final Cause STOPS_TOO_LATE = of("stops-too-late", Outcome.FAIL, Trait.TIMING);
    public static final Cause NO_GRACE_PERIOD = of("no-grace-period", Outcome.FAIL);
    public static final Cause DEFINITION_NOT_ESTABLISHED = of("definition-not-established", Outcome.FAIL, Trait.TIMING);
    public static final Cause LEFT_BEHIND = of("left-behind", Outcome.FAIL, Trait.TIMING);

    // What a check of a user's own finds.
    public static final Cause OWN_CHECK_FAILED = of("own-check-failed", Outcome.FAIL);
    public static final Cause OWN_CHECK_INCONCLUSIVE = of("own-check-inconclusive", Outcome.INCONCLUSIVE);
    public static final Cause RIGHT_NOT_DECLARED = of("right-not-declared", Outcome.INCONCLUSIVE);

    // What says nothing about the stack.
    public static final Cause ENGINE_UNAVAILABLE = of("engine-unavailable", Outcome.INCONCLUSIVE);
    public static final Cause ENGINE_FORBIDDEN = of("engine-forbidden", Outcome.INCONCLUSIVE);
    public static final Cause NODE_IMAGE_UNAVAILABLE = of("node-image-unavailable", Outcome.INCONCLUSIVE);
    public static final Cause NODE_NOT_READY = of("node-not-ready", Outcome.INCONCLUSIVE);
    public static final Cause DISK_FULL = of("disk-full", Outcome.INCONCLUSIVE);
    public static final Cause LOGIN_FAILED = of("login-failed", Outcome.INCONCLUSIVE);
    public static final Cause PROXY_FAILED = of("proxy-failed", Outcome.INCONCLUSIVE);
    public static final Cause API_UNREACHABLE = of("api-unreachable", Outcome.INCONCLUSIVE, Trait.TRANSPORT);
    public static final Cause API_UNAUTHORIZED = of("api-unauthorized", Outcome.INCONCLUSIVE);
    public static final Cause API_FORBIDDEN = of("api-forbidden", Outcome.INCONCLUSIVE);
    public static final Cause API_CERTIFICATE = of("api-certificate", Outcome.INCONCLUSIVE);
    public static final Cause API_ERROR = of("api-error", Outcome.INCONCLUSIVE, Trait.TRANSPORT);
    public static final Cause CLUSTER_NOT_ALLOWED = of("cluster-not-allowed", Outcome.INCONCLUSIVE);
    public static final Cause LOOKS_LIKE_PRODUCTION = of("looks-like-production", Outcome.INCONCLUSIVE);
    public static final Cause NAMESPACE_ABSENT = of("namespace-absent", Outcome.INCONCLUSIVE);
    public static final Cause RIGHTS_MISSING = of("rights-missing", Outcome.INCONCLUSIVE);
    public static final Cause LEASE_HELD = of("lease-held", Outcome.INCONCLUSIVE);
    public static final Cause LEASE_LOST = of("lease-lost", Outcome.INCONCLUSIVE);
    public static final Cause STACK_CHANGED = of("stack-changed", Outcome.INCONCLUSIVE);
    public static final Cause TUNNEL_LOST = of("tunnel-lost", Outcome.INCONCLUSIVE, Trait.TRANSPORT);
    public static final Cause MACHINE_BUSY = of("machine-busy", Outcome.INCONCLUSIVE);
    public static final Cause PACKETS_LOST = of("packets-lost", Outcome.INCONCLUSIVE);
    public static final Cause SECRET_MISSING = of("secret-missing", Outcome.INCONCLUSIVE);
    public static final Cause CLIENT_POD_UNAVAILABLE =
            of("client-pod-unavailable", Outcome.INCONCLUSIVE, Trait.TRANSPORT);
    public static final Cause INTERRUPTED = of("interrupted", Outcome.INCONCLUSIVE);
    public static final Cause DEADLINE_EXCEEDED = of("deadline-exceeded", Outcome.INCONCLUSIVE);
    public static final Cause REPORT_UNWRITTEN = of("report-unwritten", Outcome.INCONCLUSIVE);
    public static final Cause DEFECT = of("defect", Outcome.INCONCLUSIVE);

    /** What else may look like a cause although the stack is healthy; decides when a check is run again. */
    public enum Trait {
        /** The run's own connection to the cluster broke, or may have: the check is run again. */
        TRANSPORT,
        /** A network that loses some packets looks like this: it is measured before the FAIL stands. */
        NETWORK,
        /**
         * A machine without free CPU looks like this, because a time limit was exceeded. A silent server is no such
         * cause: it was asked a second time while the connection to it was open.
         */
        TIMING,
        /**
         * A node that does not know a new Service, a new pod or a new network policy yet looks like this: it is asked
         * again for a while.
         */
        UNPROGRAMMED
    }

    private final String word;
    private final Outcome outcome;
    private final Set<Trait> traits;

    private Cause(String word, Outcome outcome, Set<Trait> traits) {
        this.word = word;
        this.outcome = outcome;
        this.traits = traits;
    }

    /**
     * A cause of a component kind, or of a user's own check; made once, as a constant.
     *
     * @param word as reports show it, such as {@code no-ready-endpoint}
     * @param outcome FAIL if the stack is at fault, INCONCLUSIVE if nobody could tell
     * @param traits what else may look like it although the stack is healthy
     */
    public static Cause of(String word, Outcome outcome, Trait... traits) {
        Cause cause = new Cause(word, outcome, Set.of(traits));
        KNOWN.put(word, cause);
        return cause;
    }

    /** The cause that a report names; one that is not known here, such as that of a user's check, by its word alone. */
    @JsonCreator
    static Cause read(String word) {
        return KNOWN.getOrDefault(word, new Cause(word, Outcome.FAIL, Set.of()));
    }

    /** True if a healthy stack may look like this for that reason. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** FAIL if the stack is at fault, INCONCLUSIVE if nobody could tell. */
    public Outcome outcome() {
        return outcome;
    }

    /** The word that reports use, such as {@code no-ready-endpoint}. */
    @JsonValue
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
