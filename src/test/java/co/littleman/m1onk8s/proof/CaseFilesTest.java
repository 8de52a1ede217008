// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFilesTest {
    @TempDir
    private Path directory;

    @Test
    void everyKnownFaultHasAFile() {
        assertThat(CaseFiles.faults().values().stream().map(Case::row).collect(Collectors.toSet()))
                .containsAll(IntStream.rangeClosed(1, 78)
                        .mapToObj("F%02d"::formatted)
                        .toList());
    }

    /** A case is called by its name, on the command line and in its namespace. */
    @Test
    void noNameStandsForTwo() {
        Set<String> both = new HashSet<>(CaseFiles.faults().keySet());
        both.retainAll(CaseFiles.good().keySet());

        assertThat(both).isEmpty();
    }

    /** A check that no fault is to make red proves nothing; whether the fault needs it, the proof itself shows. */
    @Test
    void everyCheckHasAFaultOrAReason() {
        Map<String, String> unproven = UnprovenChecks.reasons();
        Set<String> expected = CaseFiles.faults().values().stream()
                .filter(fault -> fault.needs() == null)
                .map(fault -> Objects.requireNonNull(fault.expect()).check())
                .collect(Collectors.toSet());

        assertThat(Catalogue.standard().all().stream().map(Check::id).filter(id -> !expected.contains(id)))
                .as("neither a fault nor a reason in unproven.yml")
                .allMatch(unproven::containsKey);
    }

    @Test
    void everyReasonIsThatOfACheck() {
        assertThat(Catalogue.standard().all().stream().map(Check::id).toList())
                .containsAll(UnprovenChecks.reasons().keySet());
    }

    @Test
    void twoFaultsAtOnceAreFaultsOfOneStack() throws IOException {
        String fault =
                "{what: x, stack: %s, since: run, expect: {check: nothing-exposed, outcome: FAIL, cause: exposed}}";
        Files.writeString(directory.resolve("a.yml"), fault.formatted("http"));
        Files.writeString(directory.resolve("b.yml"), fault.formatted("http"));
        Files.writeString(directory.resolve("c.yml"), fault.formatted("session"));
        Path both = Files.writeString(directory.resolve("both.yml"), "{what: x, both: [a, b]}");

        assertThat(CaseFiles.in(directory, true).get("both"))
                .extracting(Case::stack)
                .isEqualTo(BaseStack.named("http"));

        Files.writeString(both, "{what: x, both: [a, c]}");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> CaseFiles.in(directory, true))
                .withMessage(both + ": both must name two faults of one stack, but a is of http and c of session");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "what: x | a fault says what it expects",
                "{what: x, expect: {check: nothing-exposed, outcome: FAIL, cause: exposed}} | a fault has a since",
                "{what: x, since: run, expect: {check: no-such, outcome: FAIL, cause: exposed}} | no-such is no check",
                "{what: x, since: run, expect: {check: nothing-exposed, outcome: FAIL, cause: none}} | none is no cause of FAIL",
                "{what: x, since: run, action: no-such, expect: {check: nothing-exposed, outcome: FAIL, cause: exposed}} | no action is called no-such",
                "{what: x, pacth: {}} | line 1: there is no key pacth; it may be one of action, also, and, apply, as, both, cluster, ",
                "{what: x, stack: htpp} | line 1: there is no stack htpp; stack may be one of cache, http, session",
                "{what: x, since: raedy} | line 1: there is no moment raedy; there are run, apply, ready, disruption",
                "'{what: x, since: {pods: \"$.a[?(\"}}' | line 1: $.a[?( is no JSONPath: ",
                "{what: x, since: {nodes: $.a}} | line 1: nobody watches nodes; since may name one of deployments, pods",
                "{what: x, settings: {rollout-timout: '9'}, since: run, expect: {check: nothing-exposed, outcome: FAIL, cause: exposed}} | there is no setting rollout-timout",
                "{what: x, live: {secrets/a: null}, since: run, expect: {check: nothing-exposed, outcome: FAIL, cause: exposed}} | secrets/a cannot be changed live; one of deployments, services, configmaps can, as in deployments/cache",
                "{what: x, since: run, patch: {50-cache.dep.yml: [{op: replace, path: /spec/replica, value: 2}]}, expect: {check: nothing-exposed, outcome: FAIL, cause: exposed}} | the patch of 50-cache.dep.yml does not fit it: ",
                "{what: x, since: run, patch: {99.yml: []}, expect: {check: nothing-exposed, outcome: FAIL, cause: exposed}} | 99.yml is no manifest of stack cache",
                "{what: x, stack: http, since: run, patch: {50-cache.svc.yml: []}, expect: {check: nothing-exposed, outcome: FAIL, cause: exposed}} | 50-cache.svc.yml is no manifest of stack http",
                "{what: x, since: run, without: [50-web.svc.yml], expect: {check: nothing-exposed, outcome: FAIL, cause: exposed}} | 50-web.svc.yml is no manifest of stack cache",
            })
    void whatAFileSaysWrongIsToldBeforeAnythingRuns(String text, String rule) throws IOException {
        Files.writeString(directory.resolve("wrong.yml"), text);

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> CaseFiles.in(directory, true))
                .withMessageStartingWith(directory.resolve("wrong.yml") + ": ")
                .withMessageContaining(rule);
    }
}
