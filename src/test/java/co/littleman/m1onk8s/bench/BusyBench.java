// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Judges a stack that is right while both cores are busy with something else. */
final class BusyBench {
    private static final int LOOPS = 2;

    private BusyBench() {}

    /** False if a run called the stack broken. */
    static boolean run(BenchPlan plan, Path work) throws IOException, InterruptedException {
        List<String> options =
                Stream.concat(Stream.of("--keep"), plan.options().stream()).toList();
        Map<String, Integer> ends = new TreeMap<>();
        Measurements measurements = new Measurements();
        boolean failed = false;
        try (BusyLoops loops = new BusyLoops(LOOPS)) {
            loops.start();
            for (int run = 1; run <= plan.runs(); run++) {
                VerifyCall call = VerifyCall.of(work.resolve(String.valueOf(run)), options);
                Optional<RunReport> report = call.verdicts();
                ends.merge(
                        report.map(RunReport::counts)
                                .orElse("exit code %d without a verdict".formatted(call.exitCode())),
                        1,
                        Integer::sum);
                for (RunReport.Told told : report.map(RunReport::verdicts).orElse(List.of())) {
                    if (!told.isFine()) {
                        System.err.printf("run %d: %s%n", run, told);
                        failed |= told.outcome().equals("FAIL");
                    }
                }
                report.map(RunReport::phases)
                        .map(phases -> phases.get(ScaleBench.WAIT))
                        .ifPresent(seconds -> measurements.add(ScaleBench.WAIT, seconds));
                System.err.printf("run %d of %d: exit code %d%n", run, plan.runs(), call.exitCode());
            }
        }
        ends.forEach((end, count) -> System.out.printf("%7d %s%n", count, end));
        System.out.println(Spread.heading("", "seconds, %d runs".formatted(plan.runs())));
        measurements.rows().forEach(System.out::println);
        return !failed;
    }
}
