// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompletenessTest {
    private static final List<ExecutionPlan.PlannedCheck> ENTRIES = new ExecutionPlan(
                    Catalogue.standard().all(),
                    Catalogue.standard().select(Set.of()),
                    new Stack(List.of(), List.of(new Component("cache", "shop", null, List.of()))),
                    Scope.ALL)
            .entries();

    @Test
    void aRunInWhichEveryCheckHasItsVerdictIsComplete() {
        assertThat(Completeness.check(ENTRIES, passed())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SkipReason.class)
    void aSkipForAReasonOfTheListIsNoHole(SkipReason reason) {
        assertThat(Completeness.check(ENTRIES, with(skipped(new CheckSkippedException(reason, "")))))
                .isEmpty();
        assertThat(Completeness.check(ENTRIES, with(skipped(new CheckSkippedException(reason, "rollout-complete")))))
                .isEmpty();
    }

    @Test
    void aCheckWithoutAVerdictIsAHole() {
        List<Verdict> verdicts = passed();
        verdicts.removeIf(verdict -> verdict.check().equals("logs-clean"));

        assertThat(Completeness.check(ENTRIES, verdicts)).get().satisfies(verdict -> {
            assertThat(verdict.name()).isEqualTo("stack every-check-judged");
            assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(verdict.cause()).isEqualTo("defect");
            assertThat(verdict.message()).isEqualTo("""
                    Not every planned check was judged: 1 hole(s).
                      expected   a verdict for each
                      seen       cache logs-clean: no verdict
                      likely     a defect of m1onk8s-verify, not of the stack""");
        });
    }

    private static Verdict skipped(CheckSkippedException skipped) {
        return Verdict.skipped("redis-answers-ping", "cache", skipped);
    }

    private static List<Verdict> with(Verdict other) {
        List<Verdict> verdicts = passed();
        verdicts.replaceAll(verdict -> verdict.name().equals(other.name()) ? other : verdict);
        return verdicts;
    }

    private static List<Verdict> passed() {
        List<Verdict> verdicts = new ArrayList<>();
        ENTRIES.forEach(entry -> verdicts.add(Verdict.pass(entry.id(), entry.subject(), "", 0.1, 0)));
        return verdicts;
    }
}
