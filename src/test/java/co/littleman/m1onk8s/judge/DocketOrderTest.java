package co.littleman.m1onk8s.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Concurrency;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.scene.StackScene;
import co.littleman.m1onk8s.settings.AcceptedSkip;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Reach;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Stack;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who waits for whom, and who is not judged at all. */
class DocketOrderTest {
    private static final Component CACHE = new Component("cache", "shop", null, List.of());
    private static final Component SESSION = new Component("session", "shop", null, List.of());
    private static final Component OTHER = new Component("other", "test", null, List.of());

    private static final Claim LOOKS = claim("looks", Level.OBSERVE);
    private static final Claim ASKS = claim("asks", Level.PROBE);
    private static final Claim WATCHES =
            new OfComponent(Terms.of("watches", Level.OBSERVE, "", "").judged(Concurrency.WAITING));
    private static final Claim MEASURES =
            new OfComponent(Terms.of("measures", Level.PROBE, "", "").judged(Concurrency.MEASURING));
    private static final Claim FREEZES = claim("freezes", Level.DISRUPT);
    private static final Claim DELETES = claim("deletes", Level.DISRUPT);
    private static final Claim ALL_OF_IT = new OfStack(Terms.of("restarts", Level.DISRUPT, "", ""));

    @Test
    void aClaimThatLooksWaitsForNobody() {
        Docket docket = docket(List.of(LOOKS, FREEZES, ASKS), CACHE);

        assertThat(earlier(docket, "cache looks")).isEmpty();
        assertThat(earlier(docket, "cache asks")).isEmpty();
    }

    @Test
    void aClaimThatDisruptsWaitsForAllThatLookWhereverTheyLook() {
        Docket docket = docket(List.of(LOOKS, ASKS, FREEZES), CACHE, OTHER);

        assertThat(earlier(docket, "cache freezes"))
                .containsExactly("cache looks", "other looks", "cache asks", "other asks");
        assertThat(earlier(docket, "other freezes"))
                .containsExactly("cache looks", "other looks", "cache asks", "other asks", "cache freezes");
    }

    @Test
    void andForItsLikeInWhateverNamespace() {
        Docket docket = docket(List.of(FREEZES, DELETES), CACHE, SESSION, OTHER);

        assertThat(earlier(docket, "cache freezes")).isEmpty();
        assertThat(earlier(docket, "session freezes")).containsExactly("cache freezes");
        assertThat(earlier(docket, "other freezes")).containsExactly("cache freezes", "session freezes");
        assertThat(earlier(docket, "session deletes"))
                .containsExactly("cache freezes", "session freezes", "other freezes", "cache deletes");
    }

    @Test
    void aClaimThatMeasuresWaitsForAllThatAskAndForItsLike() {
        Docket docket = docket(List.of(WATCHES, MEASURES, ASKS, FREEZES), CACHE, OTHER);

        assertThat(earlier(docket, "cache measures")).containsExactly("cache asks", "other asks");
        assertThat(earlier(docket, "other measures")).containsExactly("cache measures", "cache asks", "other asks");
        assertThat(earlier(docket, "cache freezes"))
                .containsExactly(
                        "cache watches",
                        "other watches",
                        "cache measures",
                        "other measures",
                        "cache asks",
                        "other asks");
    }

    /** What stands on a claim that waits for it would never be judged. */
    @Test
    void noClaimOfTheCatalogueStandsOnOneThatWaitsForIt() {
        Docket docket = docket(Catalogue.all(), CACHE, OTHER);

        assertThat(docket.entries())
                .allSatisfy(entry -> assertThat(docket.groundsOf(entry))
                        .as("grounds of %s", entry.id())
                        .noneMatch(ground -> docket.earlierThan(ground).contains(entry)));
    }

    @Test
    void aClaimThatDisruptsTheStackWaitsForAll() {
        Docket docket = docket(List.of(LOOKS, FREEZES, ALL_OF_IT), CACHE, OTHER);

        assertThat(earlier(docket, "stack restarts"))
                .containsExactly("cache looks", "other looks", "cache freezes", "other freezes");
    }

    @Test
    void aClaimThatReachesFurtherThanTheRunIsSkipped() {
        assertThat(skips(
                        new Reach(Level.OBSERVE, false, null, null, Map.of()),
                        Set.of("looks", "asks", "freezes", "reads")))
                .isEqualTo(Map.of(
                        "looks", "",
                        "asks", "level: needs probe",
                        "freezes", "level: needs disrupt",
                        "reads", "need: a workload"));
    }

    @Test
    void aClaimThatWasNotAskedForIsSkippedWhateverElse() {
        assertThat(skips(new Reach(Level.PROBE, false, null, null, Map.of()), Set.of("looks", "freezes")))
                .isEqualTo(Map.of(
                        "looks", "",
                        "asks", "not-asked",
                        "freezes", "level: needs disrupt",
                        "reads", "not-asked"));
    }

    @Test
    void aClaimThatATeamHasAcceptedNotToKnowIsSkippedWithItsReason() {
        AcceptedSkip accepted = new AcceptedSkip("looks", "cache", "SHOP-12", LocalDate.of(2026, 12, 31));
        Docket docket = new Docket(
                List.of(LOOKS),
                Set.of("looks"),
                new Stack(List.of(), List.of(CACHE, OTHER)),
                Reach.ALL,
                List.of(accepted));

        assertThat(docket.entries())
                .extracting(
                        DocketOrderTest::text,
                        entry -> entry.skip() == null ? "" : entry.skip().reason())
                .containsExactly(tuple("cache looks", "accepted: SHOP-12, until 2026-12-31"), tuple("other looks", ""));
    }

    /** The reason of each skip by claim; empty where it is judged. */
    private static Map<String, String> skips(Reach reach, Set<String> selected) {
        Claim reads = new OfComponent(Terms.of("reads", Level.OBSERVE, "", "").needing(Need.WORKLOAD, Need.REDIS));
        Map<String, String> skips = new LinkedHashMap<>();
        new Docket(List.of(LOOKS, ASKS, FREEZES, reads), selected, new Stack(List.of(), List.of(CACHE)), reach)
                .entries()
                .forEach(entry -> skips.put(
                        entry.id(), entry.skip() == null ? "" : entry.skip().reason()));
        return skips;
    }

    private static Docket docket(List<Claim> claims, Component... components) {
        return new Docket(
                claims,
                Set.copyOf(claims.stream().map(Claim::id).toList()),
                new Stack(List.of(), List.of(components)),
                Reach.ALL);
    }

    private static List<String> earlier(Docket docket, String name) {
        Docket.Entry entry = docket.entries().stream()
                .filter(one -> text(one).equals(name))
                .findFirst()
                .orElseThrow();
        return docket.earlierThan(entry).stream().map(DocketOrderTest::text).toList();
    }

    private static String text(Docket.Entry entry) {
        return entry.subject() + " " + entry.id();
    }

    private static Claim claim(String id, Level level) {
        return new OfComponent(Terms.of(id, level, "", ""));
    }

    private record OfComponent(Terms terms) implements Claim.OfComponent {
        @Override
        public void prove(ComponentScene it) {}
    }

    private record OfStack(Terms terms) implements Claim.OfStack {
        @Override
        public void prove(StackScene it) {}
    }
}
