// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Scope;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Server;
import co.littleman.m1onk8s.stack.Stack;
import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExecutionPlanTest {
    private static final Set<String> OF_WHAT_IS_NOT_THERE =
            Set.of("custom-resources-present", "monitors-find-targets", "pod-is-replaced");

    private static final Component CACHE = new Component("cache", "shop", null, List.of());
    private static final Component WEB = new Component("web", "shop", null, List.of());
    private static final Component OTHER_CACHE = new Component("cache", "test", null, List.of());

    @Test
    void aCheckAboutTheStackIsJudgedOnceAndOneAboutAComponentForEach() {
        assertThat(asked(plan("rollout-complete", CACHE, WEB)))
                .extracting(ExecutionPlanTest::text)
                .containsExactly(
                        "stack manifests-accepted",
                        "cache pods-admitted",
                        "web pods-admitted",
                        "cache rollout-complete",
                        "web rollout-complete");
    }

    @Test
    void aComponentDependsOnItsOwnDependenciesAndOnThoseOfTheStack() {
        ExecutionPlan plan = plan("containers-ready", CACHE, WEB);

        assertThat(asked(plan))
                .allSatisfy(entry -> assertThat(plan.dependenciesOf(entry))
                        .extracting(ExecutionPlanTest::text)
                        .isEqualTo(
                                switch (text(entry)) {
                                    case "cache pods-admitted", "web pods-admitted" ->
                                        List.of("stack manifests-accepted");
                                    case "cache rollout-complete" -> List.of("cache pods-admitted");
                                    case "web rollout-complete" -> List.of("web pods-admitted");
                                    case "cache containers-ready" -> List.of("cache rollout-complete");
                                    case "web containers-ready" -> List.of("web rollout-complete");
                                    default -> List.of();
                                }));
    }

    @Test
    void componentsOfOneNameInTwoNamespacesAreTwo() {
        ExecutionPlan plan = plan("containers-ready", CACHE, OTHER_CACHE);

        assertThat(plan.entries())
                .filteredOn(entry -> entry.check().id().equals("containers-ready"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(plan.dependenciesOf(entry))
                        .singleElement()
                        .extracting(ExecutionPlan.PlannedCheck::component)
                        .isEqualTo(entry.component()));
    }

    @Test
    void andTheirVerdictsHaveTwoNames() {
        assertThat(plan("rollout-complete", CACHE, OTHER_CACHE).entries())
                .extracting(ExecutionPlanTest::text)
                .doesNotHaveDuplicates();
    }

    @Test
    void aCheckThatDisruptsWaitsForAllThatLookAndForEarlierOnesOfItsLike() {
        ExecutionPlan plan = plan("pod-stops-in-time", CACHE, WEB, OTHER_CACHE);
        ExecutionPlan.PlannedCheck last = entry(plan, "shop/cache pod-stops-in-time");

        assertThat(plan.earlierThan(last))
                .extracting(ExecutionPlanTest::text)
                .contains("test/cache rollout-complete", "web container-restarts", "test/cache container-restarts")
                .doesNotContain("web pod-stops-in-time");
    }

    @Test
    void whatComesLastWaitsForAll() {
        ExecutionPlan plan = plan("teardown-leaves-nothing", CACHE, OTHER_CACHE);
        ExecutionPlan.PlannedCheck last = entry(plan, "stack teardown-leaves-nothing");

        assertThat(plan.earlierThan(last))
                .containsExactlyElementsOf(plan.entries().stream()
                        .filter(entry -> !entry.equals(last))
                        .toList());
    }

    @Test
    void aCheckOfAKindIsPlannedForTheComponentsThatRunIt() {
        ExecutionPlan plan = whole(running("cache", "redis"), running("web", "http"), running("both", "redis", "http"));

        assertThat(subjects(plan, "redis-answers-ping")).containsExactly("cache", "both");
        assertThat(subjects(plan, "http-answers")).containsExactly("web", "both");
        assertThat(subjects(plan, "rollout-complete")).containsExactly("cache", "web", "both");
        assertThat(plan.leftOut()).isEmpty();
    }

    @Test
    void theChecksOfAKindThatNoComponentRunsAreCounted() {
        ExecutionPlan web = whole(running("web", "http"));

        assertThat(web.leftOut())
                .containsOnlyKeys("redis")
                .containsEntry(
                        "redis",
                        Catalogue.standard().all().size() - web.entries().size() - OF_WHAT_IS_NOT_THERE.size());
        assertThat(subjects(web, "redis-answers-ping")).isEmpty();
        assertThat(whole(running("batch")).leftOut()).containsOnlyKeys("redis", "http");
    }

    @Test
    void aCheckOfWhatIsNotThereIsPlannedOnlyIfItIsNamed() {
        for (String check : OF_WHAT_IS_NOT_THERE) {
            assertThat(subjects(whole(running("web", "http")), check)).as(check).isEmpty();
            assertThat(subjects(plan(check, running("web", "http")), check))
                    .as(check)
                    .hasSize(1);
        }
    }

    @Test
    void whatPrometheusScrapesNeedNotBeARedis() {
        assertThat(subjects(whole(running("web", "http")), "metrics-scraped")).containsExactly("web");
    }

    @Test
    void whoNamesACheckGetsAnAnswer() {
        ExecutionPlan plan = plan("redis-answers-ping", running("web", "http"));

        assertThat(plan.entries())
                .filteredOn(entry -> entry.id().equals("redis-answers-ping"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.skip()).hasMessage("requires: a Redis"));
        assertThat(plan.leftOut()).isEmpty();
    }

    private static Component running(String name, String... kinds) {
        return new Component(name, "shop", null, List.of())
                .with(Stream.of(kinds)
                        .map(kind -> new Server(kind, new Container(), 80, "", Server.Data.NONE, false))
                        .toList());
    }

    private static ExecutionPlan whole(Component... components) {
        return new ExecutionPlan(
                Catalogue.standard().all(),
                Catalogue.standard().ids(),
                new Stack(List.of(), List.of(components)),
                Scope.ALL);
    }

    private static List<String> subjects(ExecutionPlan plan, String check) {
        return plan.entries().stream()
                .filter(entry -> entry.id().equals(check))
                .map(ExecutionPlan.PlannedCheck::subject)
                .toList();
    }

    private static ExecutionPlan.PlannedCheck entry(ExecutionPlan plan, String text) {
        return plan.entries().stream()
                .filter(entry -> text(entry).equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static ExecutionPlan plan(String check, Component... components) {
        return new ExecutionPlan(
                Catalogue.standard().all(),
                Catalogue.standard().select(Set.of(check)),
                new Stack(List.of(), List.of(components)),
                Scope.ALL);
    }

    private static List<ExecutionPlan.PlannedCheck> asked(ExecutionPlan plan) {
        return plan.entries().stream()
                .filter(entry -> entry.skip() == null || !entry.skip().reason().equals("not-asked"))
                .toList();
    }

    private static String text(ExecutionPlan.PlannedCheck entry) {
        return entry.subject() + " " + entry.check().id();
    }
}
