// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What scripts/prove runs. */
@Command(
        name = "scripts/prove",
        mixinStandardHelpOptions = true,
        description = {
            "Puts known faults into a real cluster, one namespace each, and holds what the suite says against what it must"
                    + " say; variants that are right must stay green.",
            "Exit code: 0 all as expected; 1 a row is not; 2 bad usage; 3 the clusters could not be had."
        })
final class Prove implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Only these faults and good variants, by the names of their files.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Print the names, with a sentence each, and do nothing else.")
    private boolean list;

    @Option(
            names = "--compare",
            description =
                    "Also say what kubeconform, kube-score and the article's own steps with kubectl make of the same"
                            + " stacks; needs scripts/compare/tools, which scripts/prove runs.")
    private boolean compare;

    @Option(
            names = "--disrupt",
            description =
                    "Judge faults by all checks of level disrupt as well, as a run at the highest level does; without it"
                            + " good variants only.")
    private boolean disrupt;

    @Option(
            names = "--without",
            paramLabel = "CLAIM",
            description =
                    "Switch this check off, and tell what the suite then makes of the faults that it catches; exit"
                            + " code 1 where each is still called by its cause.")
    private @Nullable String without;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where proof.json and proof.md go; default ${DEFAULT-VALUE}.",
            defaultValue = "target/proof")
    private Path report;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Prove())
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    line.getErr().println(problem.getMessage());
                    return problem instanceof SettingsException ? 2 : 3;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Map<String, Case> all = new LinkedHashMap<>(CaseFiles.good());
        all.putAll(CaseFiles.faults());
        if (list) {
            all.forEach((name, one) -> System.out.printf("%-40s %s%n", name, one.what()));
            return 0;
        }
        if (without != null) {
            return judgeWithout(without);
        }
        Map<String, Case> cases = chosen(all);
        long start = System.nanoTime();
        Path directory = Files.createTempDirectory("m1onk8s-verify-proof");
        Path tools = compare ? Path.of(System.getenv("VERIFY_PEER_TOOLS")) : null;
        try (Matrix matrix = new Matrix(directory, tools, disrupt ? (name, one) -> true : Proof.GOOD_VARIANTS)) {
            List<Row> rows = new ArrayList<>();
            for (CompletableFuture<Row> row : matrix.rows(cases, Live::tell).values()) {
                rows.add(row.get());
            }
            Table table = new Table(rows, List.of(), Phases.secondsSince(start));
            table.write(report);
            System.out.println(table.summary());
            rows.stream()
                    .max(Comparator.comparingDouble(Row::whole))
                    .ifPresent(row -> System.out.printf("longest   %s, %.1f s%n", row.name(), row.whole()));
            System.out.printf("table     %s%nreports   %s%n", report.resolve("proof.md"), directory);
            return rows.stream().allMatch(Row::isRight) ? 0 : 1;
        }
    }

    private static int judgeWithout(String check) throws IOException {
        boolean needed = false;
        try (Proof proof = new Proof(Files.createTempDirectory("m1onk8s-verify-proof"), null)) {
            for (Map.Entry<String, Case> fault : caughtBy(check).entrySet()) {
                Row row = proof.judgeWithout(check, fault.getKey(), fault.getValue());
                String cause = Objects.requireNonNull(fault.getValue().expect()).cause();
                boolean lost = !row.causes().contains(cause);
                System.out.printf(
                        "%-8s %-38s %s%n", lost ? "lost" : "kept", fault.getKey(), String.join(", ", row.red()));
                needed |= lost;
            }
        }
        return needed ? 0 : 1;
    }

    private static Map<String, Case> caughtBy(String check) {
        Map<String, Case> caught = new LinkedHashMap<>(CaseFiles.faults());
        caught.values()
                .removeIf(fault -> fault.needs() != null
                        || !check.equals(Objects.requireNonNull(fault.expect()).check()));
        if (caught.isEmpty()) {
            throw new SettingsException(
                    "--without %s: no fault here is to be caught by a check of that name.".formatted(check));
        }
        return caught;
    }

    private Map<String, Case> chosen(Map<String, Case> all) {
        Map<String, Case> chosen = new LinkedHashMap<>();
        for (String name : names) {
            Case one = all.get(name);
            if (one == null) {
                throw new SettingsException(
                        "There is no fault or good variant called %s; scripts/prove --list names them."
                                .formatted(name));
            }
            chosen.put(name, one);
        }
        return names.isEmpty() ? all : chosen;
    }
}
