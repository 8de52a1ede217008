// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Outcome;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says which findings are consequences of another one, as a rule about the same component.
 *
 * @param root id of the check that names the fault
 * @param rootCauses the causes by which it does
 * @param followers ids of the checks that see the consequences
 * @param causes what the consequences look like
 * @param everyLine what each line of the follower's evidence must match; empty text for no such condition
 * @param ofAnyComponent true if the consequences may show at other components as well
 */
public record ConsequenceRule(
        String root,
        Set<Cause> rootCauses,
        Set<String> followers,
        Set<Cause> causes,
        String everyLine,
        boolean ofAnyComponent) {

    public ConsequenceRule {
        rootCauses = Set.copyOf(rootCauses);
        followers = Set.copyOf(followers);
        causes = Set.copyOf(causes);
    }

    /** Begins a rule: what this check finds, for one of these causes. */
    public static Root found(String root, Cause... causes) {
        return new Root(root, Set.of(causes));
    }

    /** The first half of a rule. */
    public record Root(String id, Set<Cause> rootCauses) {
        /** The second half: the checks that see the consequences. */
        public Follower explains(String... followers) {
            return new Follower(this, Set.of(followers));
        }
    }

    /** A rule without the causes of its consequences. */
    public record Follower(Root root, Set<String> ids) {
        /** The end: what the consequences look like. */
        public ConsequenceRule as(Cause... causes) {
            return new ConsequenceRule(root.id(), root.rootCauses(), ids, Set.of(causes), "", false);
        }
    }

    /** This rule, only if each line that was seen matches: a log may hold other errors as well. */
    public ConsequenceRule ifEachLineIsLike(String pattern) {
        return new ConsequenceRule(root, rootCauses, followers, causes, pattern, ofAnyComponent);
    }

    /** This rule, also for what other components show. */
    public ConsequenceRule atAnyComponent() {
        return new ConsequenceRule(root, rootCauses, followers, causes, everyLine, true);
    }

    /** True if the finding of this check may be a consequence of what the root finds. */
    public boolean mayExplain(String check, Finding finding) {
        return followers.contains(check)
                && causes.contains(finding.cause())
                && evidence(finding).lines().allMatch(Pattern.compile(everyLine).asPredicate());
    }

    /** A refusal stands in the reason alone: with nothing to look at, a condition would hold for whatever was found. */
    private static String evidence(Finding finding) {
        return finding.seen().isBlank() ? finding.reason() : finding.seen();
    }

    /** True if the root found what explains it. A FAIL never follows from what nobody could tell. */
    public boolean explains(Finding rootFinding, Finding finding) {
        return rootCauses.contains(rootFinding.cause())
                && (rootFinding.cause().outcome() == Outcome.FAIL
                        || finding.cause().outcome() != Outcome.FAIL);
    }
}
