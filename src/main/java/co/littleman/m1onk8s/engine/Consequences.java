// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static co.littleman.m1onk8s.kinds.ConsequenceRule.found;

import co.littleman.m1onk8s.kinds.ComponentKind;
import co.littleman.m1onk8s.kinds.ConsequenceRule;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.kinds.SharedRefusal;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One fault is one red verdict: the place that knows which finding follows from which. A consequence is SKIPPED with
 * the name of the check that it follows from, by the rules here and those of the component kinds. All else is a fault of
 * its own: what is not listed stays red.
 */
public final class Consequences {
    private static final List<ConsequenceRule> GENERAL = List.of(
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
                    .explains("selector-matches-template")
                    .as(
                            Cause.SELECTOR_MISMATCH,
                            Cause.CONNECTION_LOST,
                            Cause.PATH_BY_SERVICE_BROKEN,
                            Cause.PATH_BY_NAME_BROKEN),
            found("service-selects-own-pods", Cause.SELECTOR_MATCHES_NOTHING)
                    .explains("service-has-endpoints", "selector-matches-template")
                    .as(
                            Cause.SELECTOR_MISMATCH,
                            Cause.NO_READY_ENDPOINT,
                            Cause.SELECTOR_MATCHES_NOTHING,
                            Cause.ENDPOINT_MISSING,
                            Cause.METRICS_ANNOTATION_WRONG),
            found("ports-lead-somewhere", Cause.PORT_LEADS_NOWHERE)
                    .explains("cluster-ip-answers", "service-has-endpoints")
                    .as(
                            Cause.CONNECTION_REFUSED,
                            Cause.CONNECTION_TIMED_OUT,
                            Cause.ENDPOINT_MISSING,
                            Cause.PORT_LEADS_NOWHERE,
                            Cause.NO_READY_ENDPOINT,
                            Cause.PATH_BY_SERVICE_BROKEN,
                            Cause.PATH_BY_NAME_BROKEN),
            // What the pods do.
            found("liveness-waits-longer", Cause.LIVENESS_IMPATIENT)
                    .explains("pods-stay-calm", "rollout-complete")
                    .as(Cause.CONTAINER_RESTARTED, Cause.CRASH_LOOP, Cause.NOT_READY, Cause.ROLLOUT_INCOMPLETE),
            found("pods-stay-calm", Cause.CONTAINER_RESTARTED, Cause.OUT_OF_MEMORY)
                    .explains("containers-ready", "service-has-endpoints", "cluster-ip-answers")
                    .as(
                            Cause.NOT_READY,
                            Cause.NO_READY_ENDPOINT,
                            Cause.ENDPOINT_MISSING,
                            Cause.CONNECTION_REFUSED,
                            Cause.CONNECTION_LOST,
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
                    .as(Cause.FIELD_CONFLICT, Cause.DRIFTED));

    /** All rules: those between general checks, and those of each kind. */
    static final List<ConsequenceRule> RULES = Stream.concat(
                    GENERAL.stream(), Kinds.all().stream().flatMap(kind -> kind.consequences().stream()))
            .toList();

    /** The refusals that several checks of a kind may quote. */
    static final List<SharedRefusal> REFUSALS = Kinds.all().stream()
            .map(ComponentKind::refusal)
            .flatMap(Optional::stream)
            .toList();

    private Consequences() {}

    /** Ids of the checks by whose fault this one may fall. */
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
                && (mayReportFirst(check, finding, other, ofOneComponent)
                                .findAny()
                                .isPresent()
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

    private static Stream<SharedRefusal> mayReportFirst(
            String check, Finding finding, String other, boolean ofOneComponent) {
        return REFUSALS.stream().filter(refusal -> ofOneComponent && refusal.mayReportFirst(check, finding, other));
    }

    /** True if it does follow. */
    static boolean follows(String check, Finding finding, String other, Finding otherFinding, boolean ofOneComponent) {
        return (otherFinding.cause().outcome() == Outcome.FAIL
                        && mayReportFirst(check, finding, other, ofOneComponent)
                                .anyMatch(refusal -> refusal.isSame(finding, otherFinding)))
                || rules(check, finding, other, ofOneComponent).anyMatch(rule -> rule.explains(otherFinding, finding));
    }
}
