// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What scripts/bench runs: see {@link BenchPlan#USAGE}. */
final class Bench {
    private Bench() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException, InterruptedException {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            System.out.print(BenchPlan.USAGE);
            return 0;
        }
        Path work = Files.createTempDirectory("m1onk8s-verify-bench");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(work)));
        try {
            BenchPlan plan = BenchPlan.of(arguments);
            VerifyCall.prepare(work);
            boolean right = switch (plan.way()) {
                case PLAIN -> PlainBench.run(plan, work);
                case SCALE -> ScaleBench.run(plan, work);
                case BUSY -> BusyBench.run(plan, work);
            };
            return right ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static void remove(Path work) {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("could not remove " + work);
        }
    }
}
