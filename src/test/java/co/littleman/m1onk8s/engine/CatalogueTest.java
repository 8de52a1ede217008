package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.settings.Waiver;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.SettingsException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final List<String> IDS =
            Catalogue.all().stream().map(Check::id).toList();

    @Test
    void everyClaimHasAnIdOfItsOwnThatReadsAsWords() {
        assertThat(IDS).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)+"));
    }

    @Test
    void aSkipThatIsAcceptedIsOneOfAClaim() {
        Catalogue.check(List.of(new Waiver("images-pinned", null, "SHOP-12", LocalDate.of(2026, 12, 31))));

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Catalogue.check(
                        List.of(new Waiver("image-pinned", null, "SHOP-12", LocalDate.of(2026, 12, 31)))))
                .withMessage(
                        "accepted-skips: image-pinned is not a check; the checks are: %s.", String.join(", ", IDS));
    }

    @Test
    void everyClaimIsOneSentence() {
        assertThat(Catalogue.all())
                .extracting(check -> check.info().holds())
                .allMatch(sentence -> sentence.matches("[A-Z].+\\."));
    }

    @Test
    void everyClaimSaysWhatItsFailureMeans() {
        assertThat(Catalogue.all())
                .extracting(check -> check.info().failing())
                .allMatch(sentence -> sentence.matches("[A-Z].+\\."))
                .doesNotHaveDuplicates();
    }

    @Test
    void aClaimStandsOnEarlierOnesOnly() {
        Set<String> earlier = new HashSet<>();
        for (Check check : Catalogue.all()) {
            assertThat(earlier).as(check.id()).containsAll(check.info().dependencies());
            earlier.add(check.id());
        }
    }

    @Test
    void whatDisruptsComesAfterAllThatLooks() {
        assertThat(Catalogue.all().stream().dropWhile(check -> check.info().level() != Level.DISRUPT))
                .as("a check that disrupts waits for earlier ones only")
                .allMatch(check -> check.info().level().allows(Level.DISRUPT));
    }

    @Test
    void theFirstClaimStandsOnNothingAndAllOthersOnSomething() {
        assertThat(Catalogue.all())
                .filteredOn(check -> check.info().dependencies().isEmpty())
                .extracting(Check::id)
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
                .withMessage("--check redis-answers-pong is not a check; the checks are: %s.", String.join(", ", IDS));
    }
}
