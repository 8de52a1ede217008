// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.Waiver;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final Set<String> SHOP = Set.of("shop");

    private static final List<String> IDS =
            Catalogue.standard().all().stream().map(Check::id).toList();

    @Test
    void everyCheckHasAnIdOfItsOwnThatReadsAsWords() {
        assertThat(IDS).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+(-[a-z]+)+"));
    }

    @Test
    void aSkipThatIsAcceptedIsOneOfACheck() {
        Catalogue.standard()
                .requireKnown(List.of(new Waiver("images-pinned", null, "SHOP-12", LocalDate.of(2026, 12, 31))));

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Catalogue.standard()
                        .requireKnown(List.of(new Waiver("image-pinned", null, "SHOP-12", LocalDate.of(2026, 12, 31)))))
                .withMessage(
                        "waivers: image-pinned is not a check; did you mean images-pinned? scripts/verify --list prints all checks.");
    }

    @Test
    void everyCheckIsOneSentence() {
        assertThat(Catalogue.standard().all())
                .extracting(check -> check.info().holds())
                .allMatch(sentence -> sentence.matches("[A-Z].+\\."));
    }

    @Test
    void everyCheckSaysWhatItsFailureMeans() {
        assertThat(Catalogue.standard().all())
                .extracting(check -> check.info().failing())
                .allMatch(sentence -> sentence.matches("[A-Z].+\\."))
                .doesNotHaveDuplicates();
    }

    @Test
    void aCheckDependsOnEarlierOnesOnly() {
        Set<String> earlier = new HashSet<>();
        for (Check check : Catalogue.standard().all()) {
            assertThat(earlier).as(check.id()).containsAll(check.info().dependencies());
            earlier.add(check.id());
        }
    }

    @Test
    void whatDisruptsComesAfterAllThatLooks() {
        assertThat(Catalogue.standard().all().stream()
                        .dropWhile(check -> check.info().level() != Level.DISRUPT))
                .as("a check that disrupts waits for earlier ones only")
                .allMatch(check -> check.info().level().allows(Level.DISRUPT));
    }

    @Test
    void theFirstCheckDependsOnNothingAndAllOthersOnSomething() {
        assertThat(Catalogue.standard().all())
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
        assertThat(Catalogue.standard().select(Set.of())).containsExactlyInAnyOrderElementsOf(IDS);
    }

    @Test
    void withACheckAllThatItDependsOnIsSelected() {
        assertThat(Catalogue.standard().select(Set.of("redis-answers-by-name")))
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
    void anUnknownCheckIsRefusedWithTheOneThatWasMeant() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Catalogue.standard().select(Set.of("redis-answers-pong")))
                .withMessage(
                        "--check redis-answers-pong is not a check; did you mean redis-answers-ping? scripts/verify --list prints all checks.");
    }

    @Test
    void checksOfAUsersOwnStandAfterTheOthers() {
        Catalogue catalogue = Catalogue.standard().with(own("shop-is-open", "rollout-complete"));

        assertThat(catalogue.ids()).last().isEqualTo("shop-is-open");
        assertThat(catalogue.select(Set.of("shop-is-open"))).contains("rollout-complete", "pods-admitted");
    }

    @ParameterizedTest
    @CsvSource({
        "rollout-complete,, Two checks have the id rollout-complete;",
        "Shop Is Open,, The id of a check must be lower-case words with hyphens between them",
        "shop-is-open, rollout-completed, Check shop-is-open depends on rollout-completed",
        "shop-is-open, shop-is-open, Check shop-is-open depends on shop-is-open"
    })
    void whatDoesNotFitIsRefused(String id, @Nullable String dependency, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Catalogue.standard().with(own(id, dependency)))
                .withMessageStartingWith(message);
    }

    @Test
    void whoOnlyObservesDeclaresNoRightToWrite() {
        assertThat(Catalogue.standard().with(declaring("watch")).permissions(Set.of("reads-jobs"), Level.TALK, SHOP))
                .containsExactly(new Permission("shop", "batch", "jobs", "", List.of("list", "watch")));
        assertThat(Catalogue.standard().with(declaring("watch")).permissions(Set.of("others"), Level.TALK, SHOP))
                .isEmpty();
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Catalogue.standard().with(declaring("delete")))
                .withMessage(
                        "Check reads-jobs is at level observe, which only gets, lists and watches, but declares: list, delete jobs.batch in namespace default; raise its level.");
    }

    /** One that throws says whose defect it is. */
    @Test
    void aDefectIsThatOfItsClass() {
        assertThat(Defects.of(own("shop-is-open", null), new IllegalStateException("oops"))
                        .likely())
                .startsWith("a defect of class co.littleman.m1onk8s.engine.CatalogueTest$");
        assertThat(Catalogue.standard().all())
                .extracting(check ->
                        Defects.of(check, new IllegalStateException("oops")).likely())
                .containsOnly("a defect of m1onk8s-verify, not of the stack");
    }

    private static Check own(String id, @Nullable String dependency) {
        CheckInfo info = CheckInfo.of(id, Level.OBSERVE, "The shop is open.", "Nobody can buy anything.");
        return new Own(dependency == null ? info : info.after(CheckInfo.of(dependency, Level.OBSERVE, "", "")));
    }

    private static Check declaring(String verb) {
        CheckInfo info = CheckInfo.of("reads-jobs", Level.OBSERVE, "Jobs have ended.", "They run for ever.");
        return new Check.OfStack() {
            @Override
            public CheckInfo info() {
                return info;
            }

            @Override
            public List<Permission> permissions(String namespace) {
                return List.of(new Permission(namespace, "batch", "jobs", "", List.of("list", verb)));
            }

            @Override
            public void check(RunContext it) {
                throw new CheckFailedException(Finding.of(Cause.OWN_CHECK_FAILED, "A Job runs for ever."));
            }
        };
    }

    private record Own(CheckInfo info) implements Check.OfStack {
        @Override
        public void check(RunContext it) {
            throw new CheckFailedException(Finding.of(Cause.OWN_CHECK_FAILED, "The shop is closed."));
        }
    }
}
