// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.TestImages;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.settings.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Judges cases, on clusters that it starts when the first case needs them. Several threads may use it. */
final class Proof implements AutoCloseable {
    private static final int TRIALS = 3;

    /** What is right has to bear everything; what disturbs a fault says little more of it. */
    static final BiPredicate<String, Case> GOOD_VARIANTS = (name, one) -> one.isGood();

    private final Settings plain = TestImages.with(Settings.fromEnvironment());
    private final Path directory;
    private final @Nullable Path tools;
    private final BiPredicate<String, Case> disturbed;
    /** A namespace may still be dying when the next run without the same check begins. */
    private final AtomicInteger withouts = new AtomicInteger();

    private @Nullable Registries registries;
    private @Nullable ProofCluster first;
    private @Nullable ProofCluster second;

    /**
     * Starts nothing yet.
     *
     * @param directory for the manifests and reports of the cases
     * @param tools the directory of the tools to compare with; null: no comparison
     */
    Proof(Path directory, @Nullable Path tools) {
        this(directory, tools, GOOD_VARIANTS);
    }

    /**
     * As above.
     *
     * @param disturbed tells by its name and file what is judged by all checks of level disrupt, and not just by those
     *     that its file names
     */
    Proof(Path directory, @Nullable Path tools, BiPredicate<String, Case> disturbed) {
        this.directory = directory;
        this.tools = tools;
        this.disturbed = disturbed;
    }

    /** The row of a case. */
    Row judge(String name, Case one) {
        return one.needs() == null ? judge(name, one, name, Catalogue.standard().all()) : Row.skipped(name, one);
    }

    /** The row of a case before a suite in which one check is switched off. */
    Row judgeWithout(String check, String name, Case one) {
        return judge(name, one, "without-%s-%d".formatted(check, withouts.incrementAndGet()), DisabledCheck.to(check));
    }

    /** A trial for which this machine had no time, or its API server no answer, says nothing: then there is another. */
    private Row judge(String name, Case one, String namespace, List<Check> checks) {
        for (int trial = 1; ; trial++) {
            String place = trial == 1 ? namespace : namespace + "-" + trial;
            long start = System.nanoTime();
            try {
                CaseRun.Judged judged = new CaseRun(
                                one, place, clusterOf(one), directory.resolve(place), disturbed.test(name, one))
                        .run(checks);
                Row row = Expectation.of(one).row(name, judged, Phases.secondsSince(start));
                if (row.isRight() || trial == TRIALS || !isUntold(judged.result())) {
                    return row;
                }
                Live.again(name);
            } catch (RuntimeException broken) {
                return Row.broken(name, one, broken, Phases.secondsSince(start));
            }
        }
    }

    private static boolean isUntold(Result result) {
        return result.verdicts().stream()
                .map(Verdict::cause)
                .anyMatch(
                        cause -> cause.equals(Cause.MACHINE_BUSY.word()) || cause.equals(Cause.API_UNREACHABLE.word()));
    }

    private @Nullable ProofCluster clusterOf(Case one) {
        return switch (one.cluster()) {
            case FIRST -> first();
            case SECOND -> second();
            case OWN -> {
                Live.tell(ClusterKind.OWN);
                yield null;
            }
        };
    }

    private synchronized ProofCluster first() {
        if (first == null) {
            Live.tell(ClusterKind.FIRST);
            first = ProofCluster.first(plain, registries(), tools);
        }
        return first;
    }

    private synchronized ProofCluster second() {
        if (second == null) {
            Live.tell(ClusterKind.SECOND);
            second = ProofCluster.second(plain, registries(), tools);
        }
        return second;
    }

    private Registries registries() {
        if (registries == null) {
            registries = new Registries();
            String redis = plain.overrides().resolve("redis:7.0.15");
            registries.push(redis, "shop/redis", "7.0.15");
            // A tag that names another version than the image has: it was moved, or built from the wrong base.
            registries.push(redis, "shop/redis", "7.2.4");
        }
        return registries;
    }

    @Override
    public synchronized void close() {
        for (AutoCloseable one : Arrays.asList(first, second, registries)) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
