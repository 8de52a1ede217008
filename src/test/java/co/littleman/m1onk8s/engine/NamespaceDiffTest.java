// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.lease.Inventory;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.NamespaceChanges;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.SettingsReader;
import co.littleman.m1onk8s.stack.Stack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class NamespaceDiffTest {
    private static final String SHOP = "m1onk8s-littleman-co";
    private static final Inventory.Entry DEPLOYMENT = new Inventory.Entry("Deployment", "cache", "1", 1, false);
    private static final Inventory.Entry POD = new Inventory.Entry("Pod", "cache-5d9c-abcde", "2", 0, false);
    private static final Inventory.Entry NEXT = new Inventory.Entry("Pod", "cache-5d9c-fghij", "3", 0, false);
    private static final Inventory.Entry CLIENT = new Inventory.Entry("Pod", "m1onk8s-verify-client-1", "4", 0, true);
    private static final Verdict DISRUPTED = Verdict.pass("pod-comes-back", "cache", "", 1, 0);
    private static final Verdict LEFT_OUT =
            Verdict.skipped("pod-comes-back", "cache", new CheckSkippedException(SkipReason.LEVEL, "needs disrupt"));

    @Test
    void whatStaysTheSameIsListedAndNoDifference() {
        NamespaceChanges facts = audit(false, holds(DEPLOYMENT, POD), holds(DEPLOYMENT, POD), LEFT_OUT);

        assertThat(facts.before())
                .isEqualTo(facts.after())
                .containsExactly("Deployment cache (uid 1, generation 1)", "Pod cache-5d9c-abcde (uid 2)");
        assertThat(facts.expected()).isEmpty();
        assertThat(facts.unexpected()).isEmpty();
    }

    @Test
    void podsOfTheStackMayChangeOnlyWhereACheckDisrupted() {
        assertThat(audit(false, holds(POD), holds(NEXT), DISRUPTED).expected())
                .containsExactly("Pod cache-5d9c-abcde is gone", "Pod cache-5d9c-fghij was added");
        assertThat(audit(false, holds(POD), holds(NEXT), LEFT_OUT).unexpected())
                .containsExactly("Pod cache-5d9c-abcde is gone", "Pod cache-5d9c-fghij was added");
    }

    @Test
    void onlyWhoAppliesMayChangeWhatTheManifestsName() {
        Inventory.Entry changed = new Inventory.Entry("Deployment", "cache", "1", 2, false);
        Inventory.Entry other = new Inventory.Entry("Secret", "login", "5", 0, false);

        assertThat(audit(false, holds(DEPLOYMENT), holds(changed), DISRUPTED).unexpected())
                .containsExactly("Deployment cache was changed (generation 1, then 2)");
        NamespaceChanges applied = audit(true, holds(DEPLOYMENT), holds(changed, other));
        assertThat(applied.expected()).containsExactly("Deployment cache was changed (generation 1, then 2)");
        assertThat(applied.unexpected()).containsExactly("Secret login was added");
    }

    @Test
    void whatWasMadeAnewUnderItsNameIsAnotherOne() {
        Inventory.Entry anew = new Inventory.Entry("Deployment", "cache", "9", 1, false);

        assertThat(audit(false, holds(DEPLOYMENT), holds(anew)).unexpected())
                .containsExactly("Deployment cache is another one of that name");
    }

    @Test
    void aTraceOfOursIsNeverExpectedAndOneThatWentIsNoDifference() {
        assertThat(audit(true, holds(), holds(CLIENT), DISRUPTED).unexpected())
                .containsExactly("Pod m1onk8s-verify-client-1 was added");
        assertThat(audit(false, holds(CLIENT), holds()).unexpected()).isEmpty();
    }

    @Test
    void whatMayNotBeListedIsSaid() {
        Inventory blind = new Inventory(Map.of(), List.of("secrets"));

        assertThat(audit(false, blind, blind).unseen()).containsExactly("secrets");
    }

    private static NamespaceChanges audit(boolean applied, Inventory before, Inventory after, Verdict... verdicts) {
        Stack stack = Stack.read(
                new SettingsReader(Map.of(), new Properties())
                        .flag(Options.MANIFESTS, "manifests")
                        .read(),
                Kinds.all());
        return new NamespaceDiff(stack, applied, Catalogue.standard()).of(SHOP, before, after, List.of(verdicts));
    }

    private static Inventory holds(Inventory.Entry... entries) {
        Map<String, Inventory.Entry> all = new LinkedHashMap<>();
        for (Inventory.Entry entry : entries) {
            all.put(entry.title(), entry);
        }
        return new Inventory(all, List.of());
    }
}
