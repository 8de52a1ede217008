package co.littleman.m1onk8s.judge;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Reach;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocketTest {
    private static final Component CACHE = new Component("cache", "shop", null, List.of());
    private static final Component WEB = new Component("web", "shop", null, List.of());
    private static final Component OTHER_CACHE = new Component("cache", "test", null, List.of());

    @Test
    void aClaimAboutTheStackIsJudgedOnceAndOneAboutAComponentForEach() {
        assertThat(asked(docket("rollout-complete", CACHE, WEB)))
                .extracting(DocketTest::text)
                .containsExactly(
                        "stack manifests-accepted",
                        "cache pods-admitted",
                        "web pods-admitted",
                        "cache rollout-complete",
                        "web rollout-complete");
    }

    @Test
    void aComponentStandsOnItsOwnGroundsAndOnThoseOfTheStack() {
        Docket docket = docket("containers-ready", CACHE, WEB);

        assertThat(asked(docket))
                .allSatisfy(entry -> assertThat(docket.groundsOf(entry))
                        .extracting(DocketTest::text)
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
        Docket docket = docket("containers-ready", CACHE, OTHER_CACHE);

        assertThat(docket.entries())
                .filteredOn(entry -> entry.claim().id().equals("containers-ready"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(docket.groundsOf(entry))
                        .singleElement()
                        .extracting(Docket.Entry::component)
                        .isEqualTo(entry.component()));
    }

    @Test
    void andTheirVerdictsHaveTwoNames() {
        assertThat(docket("rollout-complete", CACHE, OTHER_CACHE).entries())
                .extracting(DocketTest::text)
                .doesNotHaveDuplicates();
    }

    @Test
    void aClaimThatDisruptsWaitsForAllThatLookAndForEarlierOnesOfItsLike() {
        Docket docket = docket("pod-stops-in-time", CACHE, WEB, OTHER_CACHE);
        Docket.Entry last = entry(docket, "shop/cache pod-stops-in-time");

        assertThat(docket.earlierThan(last))
                .extracting(DocketTest::text)
                .contains("test/cache rollout-complete", "web container-restarts", "test/cache container-restarts")
                .doesNotContain("web pod-stops-in-time");
    }

    @Test
    void whatComesLastWaitsForAll() {
        Docket docket = docket("teardown-leaves-nothing", CACHE, OTHER_CACHE);
        Docket.Entry last = entry(docket, "stack teardown-leaves-nothing");

        assertThat(docket.earlierThan(last))
                .containsExactlyElementsOf(docket.entries().stream()
                        .filter(entry -> !entry.equals(last))
                        .toList());
    }

    private static Docket.Entry entry(Docket docket, String text) {
        return docket.entries().stream()
                .filter(entry -> text(entry).equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static Docket docket(String claim, Component... components) {
        return new Docket(
                Catalogue.all(), Catalogue.select(Set.of(claim)), new Stack(List.of(), List.of(components)), Reach.ALL);
    }

    private static List<Docket.Entry> asked(Docket docket) {
        return docket.entries().stream()
                .filter(entry -> entry.skip() == null || !entry.skip().reason().equals("not-asked"))
                .toList();
    }

    private static String text(Docket.Entry entry) {
        return entry.subject() + " " + entry.claim().id();
    }
}
