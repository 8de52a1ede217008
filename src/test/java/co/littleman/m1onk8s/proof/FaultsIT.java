// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import co.littleman.m1onk8s.Rota;
import co.littleman.m1onk8s.SharedClusters;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.run.Phases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every fault that we know, put into a real cluster before the real suite: the right check must fall, for the right
 * reason, and no other. Every variant that is right must stay green. And every check must be needed.
 */
@Tag("proof")
@Isolated("it judges several cases at a time itself")
@ExtendWith(SharedClusters.Ended.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
    private static final Map<String, Case> FAULTS = CaseFiles.faults();
    private static final Map<String, Case> GOOD = CaseFiles.good();
    private static final List<Row> ROWS = new ArrayList<>();
    private static final List<Necessity> CLAIMS = new ArrayList<>();

    @TempDir
    private static Path directory;

    private static Matrix matrix;
    private static long start;
    private static Map<String, CompletableFuture<Row>> good;
    private static Map<String, CompletableFuture<Row>> faults;

    @BeforeAll
    static void start() {
        start = System.nanoTime();
        Set<String> disturbed = Rota.ofProcess().turn(List.copyOf(GOOD.keySet()));
        System.out.printf("good variants that are disturbed in this run: %s%n", disturbed);
        matrix = new Matrix(directory, null, (name, one) -> disturbed.contains(name));
        good = matrix.rows(GOOD, Live::tell);
        faults = matrix.rows(FAULTS, Live::tell);
    }

    @AfterAll
    static void end() {
        Table table = new Table(ROWS, CLAIMS, Phases.secondsSince(start));
        table.write(Path.of("target/proof"));
        System.out.println(table.summary());
        matrix.close();
    }

    @Order(1)
    @TestFactory
    Stream<DynamicTest> everyFaultIsCaughtByTheRightCheck() {
        return FAULTS.keySet().stream().map(name -> test(name, faults));
    }

    @Order(2)
    @TestFactory
    Stream<DynamicTest> everyGoodVariantStaysGreen() {
        return GOOD.keySet().stream().map(name -> test(name, good));
    }

    /**
     * Switched off, each check leaves a fault that nobody calls by its name; but for those that carry a reason. A
     * quarter of the checks is switched off in each run, by turns. Of the others the rows above tell it, but for checks
     * on which others depend: those wait for their turn.
     */
    @Order(3)
    @TestFactory
    Stream<DynamicTest> everyCheckIsNeeded() {
        Map<String, String> unproven = UnprovenChecks.reasons();
        Set<String> ofConsequence = Necessity.ofConsequence(Catalogue.standard().all());
        Set<String> turn = Rota.ofProcess()
                .turn(Catalogue.standard().all().stream().map(Check::id).toList());
        Map<String, CompletableFuture<Necessity>> needed = new LinkedHashMap<>();
        Catalogue.standard().all().stream()
                .map(Check::id)
                .filter(id -> !unproven.containsKey(id) && (turn.contains(id) || !ofConsequence.contains(id)))
                .forEach(id -> needed.put(id, matrix.needed(id, FAULTS, ROWS, turn.contains(id))));
        return needed.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Necessity one = entry.getValue().get();
                    CLAIMS.add(one);
                    assertThat(one.fault())
                            .as("a fault that needs it; without it the run said %s", one.instead())
                            .isNotNull();
                }));
    }

    private static DynamicTest test(String name, Map<String, CompletableFuture<Row>> rows) {
        return DynamicTest.dynamicTest(name, () -> {
            Row row = Objects.requireNonNull(rows.get(name)).get();
            ROWS.add(row);
            assumeTrue(row.needs() == null, () -> "needs " + row.needs());
            assertThat(row.differences()).isEmpty();
        });
    }
}
