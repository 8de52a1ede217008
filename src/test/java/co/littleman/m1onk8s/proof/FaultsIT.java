package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import co.littleman.m1onk8s.verdict.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault that we know, put into a real cluster before the real suite: the right claim must fall, for the right
 * reason, and no other. And every variant that is right must stay green.
 */
@Tag("proof")
class FaultsIT {
    /** A trial waits most of its time; more of them at once make each other late on two cores. */
    private static final int AT_ONCE = 4;

    @TempDir
    private static Path directory;

    private static ProofCluster cluster;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        cluster = new ProofCluster();
        threads = Executors.newFixedThreadPool(AT_ONCE);
    }

    @AfterAll
    static void end() throws IOException {
        threads.shutdownNow();
        cluster.close();
    }

    @TestFactory
    Stream<DynamicTest> everyFaultIsCaughtByTheRightClaim() {
        return trials("faults");
    }

    @TestFactory
    Stream<DynamicTest> everyGoodVariantStaysGreen() {
        return trials("good");
    }

    private static Stream<DynamicTest> trials(String kind) {
        String only = System.getProperty("proof.only", "");
        Map<Trial, CompletableFuture<Result>> results = new LinkedHashMap<>();
        List<DynamicTest> tests = new ArrayList<>();
        FaultFiles.in(kind).forEach((name, fault) -> {
            if (!only.isEmpty() && !List.of(only.split(",")).contains(name)) {
                return;
            }
            if (fault.needs() != null) {
                tests.add(DynamicTest.dynamicTest(name, () -> assumeTrue(false, "needs " + fault.needs())));
                return;
            }
            Trial trial = new Trial(name, fault, directory.resolve(name));
            results.put(trial, CompletableFuture.supplyAsync(() -> judged(trial), threads));
        });
        results.forEach((trial, result) -> tests.add(DynamicTest.dynamicTest(
                trial.name(),
                () -> assertThat(trial.differences(Objects.requireNonNull(result.get())))
                        .isEmpty())));
        return tests.stream();
    }

    private static Result judged(Trial trial) {
        try {
            return trial.run(cluster);
        } finally {
            cluster.remove(trial.name());
        }
    }
}
