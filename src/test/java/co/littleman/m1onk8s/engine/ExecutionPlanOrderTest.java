// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.settings.Waiver;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who waits for whom, and who is not judged at all. */
class ExecutionPlanOrderTest {
    private static final Component CACHE = new Component("cache", "shop", null, List.of());
    private static final Component SESSION = new Component("session", "shop", null, List.of());
    private static final Component OTHER = new Component("other", "test", null, List.of());

    private static final Check LOOKS = check("looks", Level.OBSERVE);
    private static final Check ASKS = check("asks", Level.PROBE);
    private static final Check WATCHES =
            new OfComponent(CheckInfo.of("watches", Level.OBSERVE, "", "").judged(Concurrency.WAITING));
    private static final Check MEASURES =
            new OfComponent(CheckInfo.of("measures", Level.PROBE, "", "").judged(Concurrency.MEASURING));
    private static final Check FREEZES = check("freezes", Level.DISRUPT);
    private static final Check DELETES = check("deletes", Level.DISRUPT);
    private static final Check ALL_OF_IT = new OfStack(CheckInfo.of("restarts", Level.DISRUPT, "", ""));

    @Test
    void aCheckThatLooksWaitsForNobody() {
        ExecutionPlan plan = plan(List.of(LOOKS, FREEZES, ASKS), CACHE);

        assertThat(earlier(plan, "cache looks")).isEmpty();
        assertThat(earlier(plan, "cache asks")).isEmpty();
    }

    @Test
    void aCheckThatDisruptsWaitsForAllThatLookWhereverTheyLook() {
        ExecutionPlan plan = plan(List.of(LOOKS, ASKS, FREEZES), CACHE, OTHER);

        assertThat(earlier(plan, "cache freezes"))
                .containsExactly("cache looks", "other looks", "cache asks", "other asks");
        assertThat(earlier(plan, "other freezes"))
                .containsExactly("cache looks", "other looks", "cache asks", "other asks", "cache freezes");
    }

    @Test
    void andForItsLikeInWhateverNamespace() {
        ExecutionPlan plan = plan(List.of(FREEZES, DELETES), CACHE, SESSION, OTHER);

        assertThat(earlier(plan, "cache freezes")).isEmpty();
        assertThat(earlier(plan, "session freezes")).containsExactly("cache freezes");
        assertThat(earlier(plan, "other freezes")).containsExactly("cache freezes", "session freezes");
        assertThat(earlier(plan, "session deletes"))
                .containsExactly("cache freezes", "session freezes", "other freezes", "cache deletes");
    }

    @Test
    void aCheckThatMeasuresWaitsForAllThatAskAndForItsLike() {
        ExecutionPlan plan = plan(List.of(WATCHES, MEASURES, ASKS, FREEZES), CACHE, OTHER);

        assertThat(earlier(plan, "cache measures")).containsExactly("cache asks", "other asks");
        assertThat(earlier(plan, "other measures")).containsExactly("cache measures", "cache asks", "other asks");
        assertThat(earlier(plan, "cache freezes"))
                .containsExactly(
                        "cache watches",
                        "other watches",
                        "cache measures",
                        "other measures",
                        "cache asks",
                        "other asks");
    }

    /** What depends on a check that waits for it would never be judged. */
    @Test
    void noCheckOfTheCatalogueDependsOnOneThatWaitsForIt() {
        ExecutionPlan plan = plan(Catalogue.standard().all(), CACHE, OTHER);

        assertThat(plan.entries())
                .allSatisfy(entry -> assertThat(plan.dependenciesOf(entry))
                        .as("dependencies of %s", entry.id())
                        .noneMatch(dependency -> plan.earlierThan(dependency).contains(entry)));
    }

    @Test
    void aCheckThatDisruptsTheStackWaitsForAll() {
        ExecutionPlan plan = plan(List.of(LOOKS, FREEZES, ALL_OF_IT), CACHE, OTHER);

        assertThat(earlier(plan, "stack restarts"))
                .containsExactly("cache looks", "other looks", "cache freezes", "other freezes");
    }

    @Test
    void aCheckThatReachesFurtherThanTheRunIsSkipped() {
        assertThat(skips(
                        new Scope(Level.OBSERVE, false, null, null, Map.of()),
                        Set.of("looks", "asks", "freezes", "reads")))
                .isEqualTo(Map.of(
                        "looks", "",
                        "asks", "level: needs probe",
                        "freezes", "level: needs disrupt",
                        "reads", "requires: a workload"));
    }

    @Test
    void aCheckThatWasNotAskedForIsSkippedWhateverElse() {
        assertThat(skips(new Scope(Level.PROBE, false, null, null, Map.of()), Set.of("looks", "freezes")))
                .isEqualTo(Map.of(
                        "looks", "",
                        "asks", "not-asked",
                        "freezes", "level: needs disrupt",
                        "reads", "not-asked"));
    }

    @Test
    void aCheckThatATeamHasAcceptedNotToKnowIsSkippedWithItsReason() {
        Waiver accepted = new Waiver("looks", "cache", "SHOP-12", LocalDate.of(2026, 12, 31));
        ExecutionPlan plan = new ExecutionPlan(
                List.of(LOOKS),
                Set.of("looks"),
                new Stack(List.of(), List.of(CACHE, OTHER)),
                Scope.ALL,
                List.of(accepted));

        assertThat(plan.entries())
                .extracting(
                        ExecutionPlanOrderTest::text,
                        entry -> entry.skip() == null ? "" : entry.skip().reason())
                .containsExactly(tuple("cache looks", "waived: SHOP-12, until 2026-12-31"), tuple("other looks", ""));
    }

    /** The reason of each skip by check; empty if it is judged. */
    private static Map<String, String> skips(Scope scope, Set<String> selected) {
        Check reads = new OfComponent(
                CheckInfo.of("reads", Level.OBSERVE, "", "").requiring(Requirement.WORKLOAD, RedisRequirement.REDIS));
        Map<String, String> skips = new LinkedHashMap<>();
        new ExecutionPlan(List.of(LOOKS, ASKS, FREEZES, reads), selected, new Stack(List.of(), List.of(CACHE)), scope)
                .entries()
                .forEach(entry -> skips.put(
                        entry.id(), entry.skip() == null ? "" : entry.skip().reason()));
        return skips;
    }

    private static ExecutionPlan plan(List<Check> checks, Component... components) {
        return new ExecutionPlan(
                checks,
                Set.copyOf(checks.stream().map(Check::id).toList()),
                new Stack(List.of(), List.of(components)),
                Scope.ALL);
    }

    private static List<String> earlier(ExecutionPlan plan, String name) {
        ExecutionPlan.PlannedCheck entry = plan.entries().stream()
                .filter(one -> text(one).equals(name))
                .findFirst()
                .orElseThrow();
        return plan.earlierThan(entry).stream()
                .map(ExecutionPlanOrderTest::text)
                .toList();
    }

    private static String text(ExecutionPlan.PlannedCheck entry) {
        return entry.subject() + " " + entry.id();
    }

    private static Check check(String id, Level level) {
        return new OfComponent(CheckInfo.of(id, level, "", ""));
    }

    private record OfComponent(CheckInfo info) implements Check.OfComponent {
        @Override
        public void check(ComponentContext it) {}
    }

    private record OfStack(CheckInfo info) implements Check.OfStack {
        @Override
        public void check(RunContext it) {}
    }
}
