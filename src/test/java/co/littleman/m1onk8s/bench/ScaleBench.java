// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges the stack repeated in one namespace, on a kept cluster: what depends on the number of components? */
final class ScaleBench {
    static final String WAIT = "verdicts after rollout";
    private static final String ROLLOUT = "rollout";
    private static final String REQUESTS = "API requests a component";
    private static final String MEMORY = "memory, MiB";
    private static final String IDLE = "idle node, cores";
    private static final List<String> SHOWN = List.of(WAIT, ROLLOUT, "apply", REQUESTS, MEMORY, IDLE);

    private final BenchPlan plan;
    private final Path work;
    private final Map<Integer, Measurements> bySize = new TreeMap<>();
    private @Nullable RunReport first;
    private int differ;

    private ScaleBench(BenchPlan plan, Path work) {
        this.plan = plan;
        this.work = work;
    }

    /** False if a check said something else than in the first run. */
    static boolean run(BenchPlan plan, Path work) throws IOException, InterruptedException {
        ScaleBench bench = new ScaleBench(plan, work);
        bench.runs();
        bench.print();
        return bench.differ == 0;
    }

    private void runs() throws IOException, InterruptedException {
        for (int size : plan.sizes()) {
            Scaled.write(Path.of("manifests"), manifests(size), size);
        }
        Path smallest = manifests(plan.sizes().get(0));
        VerifyCall.of(
                work.resolve("warm"), List.of("--keep", "--level", "observe", "--manifests", smallest.toString()));
        for (int run = 1; run <= plan.runs(); run++) {
            for (int size : plan.sizes()) {
                run(run, size);
            }
        }
    }

    private Path manifests(int size) {
        return work.resolve("manifests-" + size);
    }

    private void run(int run, int size) throws IOException, InterruptedException {
        VerifyCall call = VerifyCall.of(
                work.resolve(size + "." + run),
                Stream.concat(Stream.of("--keep", "--manifests", manifests(size).toString()), plan.options().stream())
                        .toList());
        Files.copy(
                call.output(),
                Path.of("target", "bench-%d-%d.log".formatted(size, run)),
                StandardCopyOption.REPLACE_EXISTING);
        RunReport report = call.verdicts()
                .orElseThrow(() -> new IllegalStateException(
                        "run %d of N = %d ended with exit code %d and without a verdict; its output is in target/bench-%d-%d.log."
                                .formatted(run, size, call.exitCode(), size, run)));
        System.err.printf(
                "run %d of %d, N = %d: exit code %d, %s%n", run, plan.runs(), size, call.exitCode(), report.counts());
        measure(call, report, size);
        compare(report);
        // The probes of thirty pods are a load of their own: what was measured goes before the next is.
        KeptNodes.delete(Scaled.namespace(size));
    }

    private void measure(VerifyCall call, RunReport report, int size) {
        Measurements measurements = bySize.computeIfAbsent(size, any -> new Measurements());
        report.phases()
                .forEach((phase, seconds) ->
                        measurements.add(phase.startsWith(ROLLOUT + " ") ? ROLLOUT : phase, seconds));
        measurements.add(MEMORY, call.peakMib());
        measurements.add(REQUESTS, (double) report.apiRequests() / size);
        // Of what a node with so many pods has to do anyway (probes, above all), no run can be free.
        measurements.add(IDLE, KeptNodes.cores());
    }

    private void compare(RunReport report) {
        if (first == null) {
            first = report;
        }
        List<String> differences = report.differences(first);
        if (!differences.isEmpty()) {
            differ++;
            System.err.printf("not as at N = %d:%n%s%n", plan.sizes().get(0), String.join("\n", differences));
        }
    }

    private void print() {
        Measurements smallest = bySize.get(plan.sizes().get(0));
        for (int size : plan.sizes()) {
            Measurements measurements = bySize.get(size);
            System.out.println(Spread.heading("", "N = %d, %d runs".formatted(size, plan.runs())));
            measurements.rows(SHOWN).forEach(System.out::println);
            List<Double> times = measurements.times(smallest, WAIT);
            if (!times.isEmpty()) {
                System.out.println(Spread.of(times)
                        .row(String.format(
                                Locale.ROOT,
                                "the wait, times N = %d",
                                plan.sizes().get(0))));
            }
        }
        System.out.printf(
                "runs in which a check said something else than at N = %d: %d%n",
                plan.sizes().get(0), differ);
    }
}
