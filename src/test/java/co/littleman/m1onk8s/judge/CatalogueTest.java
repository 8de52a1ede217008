package co.littleman.m1onk8s.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.settings.AcceptedSkip;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.SettingsException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final List<String> IDS =
            Catalogue.all().stream().map(Claim::id).toList();

    @Test
    void everyClaimHasAnIdOfItsOwnThatReadsAsWords() {
        assertThat(IDS).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)+"));
    }

    @Test
    void aSkipThatIsAcceptedIsOneOfAClaim() {
        Catalogue.check(List.of(new AcceptedSkip("images-pinned", null, "SHOP-12", LocalDate.of(2026, 12, 31))));

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Catalogue.check(
                        List.of(new AcceptedSkip("image-pinned", null, "SHOP-12", LocalDate.of(2026, 12, 31)))))
                .withMessage(
                        "accepted-skips: image-pinned is not a claim; the claims are: %s.", String.join(", ", IDS));
    }

    @Test
    void everyClaimIsOneSentence() {
        assertThat(Catalogue.all())
                .extracting(claim -> claim.terms().holds())
                .allMatch(sentence -> sentence.matches("[A-Z].+\\."));
    }

    @Test
    void everyClaimSaysWhatItsFailureMeans() {
        assertThat(Catalogue.all())
                .extracting(claim -> claim.terms().failing())
                .allMatch(sentence -> sentence.matches("[A-Z].+\\."))
                .doesNotHaveDuplicates();
    }

    @Test
    void aClaimStandsOnEarlierOnesOnly() {
        Set<String> earlier = new HashSet<>();
        for (Claim claim : Catalogue.all()) {
            assertThat(earlier).as(claim.id()).containsAll(claim.terms().grounds());
            earlier.add(claim.id());
        }
    }

    @Test
    void whatDisruptsComesAfterAllThatLooks() {
        assertThat(Catalogue.all().stream().dropWhile(claim -> claim.terms().level() != Level.DISRUPT))
                .as("a claim that disrupts waits for earlier ones only")
                .allMatch(claim -> claim.terms().level().allows(Level.DISRUPT));
    }

    @Test
    void theFirstClaimStandsOnNothingAndAllOthersOnSomething() {
        assertThat(Catalogue.all())
                .filteredOn(claim -> claim.terms().grounds().isEmpty())
                .extracting(Claim::id)
                .containsExactly("manifests-accepted");
    }

    @Test
    void whatTakesTheStackAwayComesLast() {
        assertThat(IDS).last().isEqualTo("teardown-leaves-nothing");
    }

    @Test
    void withNothingWantedAllAreSelected() {
        assertThat(Catalogue.select(Set.of())).containsExactlyInAnyOrderElementsOf(IDS);
    }

    @Test
    void withAClaimAllThatItStandsOnIsSelected() {
        assertThat(Catalogue.select(Set.of("redis-answers-by-name")))
                .containsExactlyInAnyOrder(
                        "manifests-accepted",
                        "pods-admitted",
                        "rollout-complete",
                        "objects-present",
                        "service-selects-own-pods",
                        "service-has-endpoints",
                        "cluster-ip-answers",
                        "dns-server-answers",
                        "dns-names-resolve",
                        "redis-answers-by-name");
    }

    @Test
    void anUnknownClaimIsRefusedWithThoseThatThereAre() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Catalogue.select(Set.of("redis-answers-pong")))
                .withMessage("--claim redis-answers-pong is not a claim; the claims are: %s.", String.join(", ", IDS));
    }
}
