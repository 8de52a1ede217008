// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Times whole runs, phase by phase. */
final class PlainBench {
    private PlainBench() {}

    /** False if a run was not green: the time of a failure says nothing. */
    static boolean run(BenchPlan plan, Path work) throws IOException, InterruptedException {
        Measurements measurements = new Measurements();
        for (int run = 1; run <= plan.runs(); run++) {
            VerifyCall call = VerifyCall.of(work.resolve(String.valueOf(run)), plan.options());
            if (call.exitCode() != 0) {
                System.err.print(call.text());
                System.err.printf("run %d was not green; a time of a failure says nothing.%n", run);
                return false;
            }
            RunReport report = call.verdicts().orElseThrow();
            measurements.add("whole command", call.seconds());
            report.phases().forEach(measurements::add);
            measurements.add("API requests", report.apiRequests());
            System.err.printf("run %d of %d\r", run, plan.runs());
        }
        System.out.println(Spread.heading("phase", "seconds, %d runs".formatted(plan.runs())));
        measurements.rows().forEach(System.out::println);
        return true;
    }
}
