// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Green means ran: no planned check may be without a verdict, and no skip without a reason of the closed list.
 */
final class Completeness {
    static final String ID = "every-check-judged";

    private Completeness() {}

    /** The verdict on a run that is not complete; empty if it is. */
    static Optional<Verdict> check(List<ExecutionPlan.PlannedCheck> entries, List<Verdict> verdicts) {
        Set<String> judged = verdicts.stream().map(Verdict::name).collect(Collectors.toSet());
        List<String> holes = new ArrayList<>();
        entries.stream()
                .map(ExecutionPlan.PlannedCheck::name)
                .filter(name -> !judged.contains(name))
                .forEach(name -> holes.add(name + ": no verdict"));
        if (holes.isEmpty()) {
            return Optional.empty();
        }
        Finding finding = Finding.of(
                        Cause.DEFECT, "Not every planned check was judged: %d hole(s).".formatted(holes.size()))
                .expected("a verdict for each")
                .seen(String.join("\n", holes))
                .likely("a defect of m1onk8s-verify, not of the stack");
        return Optional.of(Verdict.notPassed(ID, ExecutionPlan.STACK, finding, 0, 0));
    }
}
