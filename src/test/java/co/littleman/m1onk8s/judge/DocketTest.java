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
        Docket docket = docket("service-has-endpoints", CACHE, WEB);

        assertThat(asked(docket))
                .allSatisfy(entry -> assertThat(docket.groundsOf(entry))
                        .extracting(DocketTest::text)
                        .isEqualTo(
                                switch (text(entry)) {
                                    case "cache pods-admitted", "web pods-admitted" ->
                                        List.of("stack manifests-accepted");
                                    case "cache rollout-complete" -> List.of("cache pods-admitted");
                                    case "web rollout-complete" -> List.of("web pods-admitted");
                                    case "cache service-has-endpoints" -> List.of("cache rollout-complete");
                                    case "web service-has-endpoints" -> List.of("web rollout-complete");
                                    default -> List.of();
                                }));
    }

    @Test
    void componentsOfOneNameInTwoNamespacesAreTwo() {
        Docket docket = docket("service-has-endpoints", CACHE, OTHER_CACHE);

        assertThat(docket.entries())
                .filteredOn(entry -> entry.claim().id().equals("service-has-endpoints"))
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
