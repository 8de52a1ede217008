// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The whole proof: every case, several at a time, and then every check switched off once. */
final class Matrix implements AutoCloseable {
    /** A case waits much of its time: with four, two cores are busy for 70 % of theirs. */
    private static final int AT_ONCE = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final Proof proof;

    Matrix(Path directory, @Nullable Path tools) {
        this(directory, tools, Proof.GOOD_VARIANTS);
    }

    /** As above, with what is judged at level disrupt; see {@link Proof}. */
    Matrix(Path directory, @Nullable Path tools, BiPredicate<String, Case> disturbed) {
        this.proof = new Proof(directory, tools, disturbed);
    }

    /**
     * Starts to judge the cases; each row is told as soon as it is there.
     *
     * @return the rows to come, in the order of the cases
     */
    Map<String, CompletableFuture<Row>> rows(Map<String, Case> cases, Consumer<Row> told) {
        Map<String, CompletableFuture<Row>> rows = new LinkedHashMap<>();
        cases.keySet().forEach(name -> rows.put(name, new CompletableFuture<>()));
        cases.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> place(entry.getValue())))
                .forEach(entry ->
                        start(rows.get(entry.getKey()), told, () -> proof.judge(entry.getKey(), entry.getValue())));
        return rows;
    }

    /** The long ones first, so that none of them is alone at the end; those that must be alone last. */
    private static int place(Case one) {
        if (one.action() != null && Actions.named(one.action()).isClusterWide()) {
            return 3;
        }
        return one.isGood() ? 0 : one.disrupt().isEmpty() ? 2 : 1;
    }

    /**
     * Finds a fault of a check's that nothing else calls by its cause.
     *
     * @param again judges the faults without the check, whatever their rows already tell
     */
    CompletableFuture<Necessity> needed(String check, Map<String, Case> faults, List<Row> rows, boolean again) {
        List<Row> candidates = rows.stream()
                .filter(row -> row.isRight() && check.equals(row.check()))
                .sorted(Comparator.comparingDouble(Row::whole))
                .toList();
        Optional<Necessity> recorded = again ? Optional.empty() : Necessity.recorded(check, candidates);
        if (recorded.isPresent()) {
            return CompletableFuture.completedFuture(recorded.get());
        }
        CompletableFuture<Necessity> needed = new CompletableFuture<>();
        start(
                needed,
                one -> {},
                () -> Necessity.find(check, candidates, row -> {
                    Case fault = Objects.requireNonNull(faults.get(row.name()));
                    return proof.judgeWithout(check, row.name(), fault);
                }));
        return needed;
    }

    private <T> void start(CompletableFuture<T> result, Consumer<T> told, Supplier<T> work) {
        threads.execute(() -> {
            try {
                T value = work.get();
                told.accept(value);
                result.complete(value);
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
        proof.close();
    }
}
