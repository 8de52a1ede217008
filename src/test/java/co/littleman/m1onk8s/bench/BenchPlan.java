// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the arguments of scripts/bench ask for.
 *
 * @param runs how many, of each size
 * @param sizes numbers of components; empty but for {@link Way#SCALE}
 * @param options for scripts/verify
 */
record BenchPlan(Way way, int runs, List<Integer> sizes, List<String> options) {
    static final String USAGE = """
            Times whole runs. There are three ways:

              scripts/bench [RUNS] [VERIFY OPTION…]
                  Prints each phase's median and spread over the runs (default: 5), and the wall-clock time of the whole
                  command, JVM start included. Phases overlap, so they do not add up.

              scripts/bench scale [RUNS] [N…] [-- VERIFY OPTION…]
                  Judges the stack repeated N times in one namespace (default: 10 runs each of 1, 5, 15 and 30), on a kept
                  cluster, at level probe unless an option says otherwise. Prints what depends on N: the time from the end
                  of the last rollout to the last verdict, also as a multiple of the first N, the rollout, API requests
                  and memory for each component, the cores that the node keeps busy with the stack when nobody judges it,
                  and every check whose verdict is not that of the first N.

              scripts/bench busy [RUNS] [VERIFY OPTION…]
                  Judges the stack, which is right, on a kept cluster beside two loops that do nothing (default: 100
                  runs), at level probe unless an option says otherwise. Prints how the runs ended, and every verdict that
                  is neither PASS nor SKIPPED.

            Exit codes: 0 all runs were as they should be, 1 one was not, 2 an argument is wrong, 3 not built.
            """;

    enum Way {
        PLAIN,
        SCALE,
        BUSY
    }

    private static final String NUMBER = "[1-9][0-9]{0,5}";
    private static final String OPTIONS_FOLLOW = "--";
    private static final String LEVEL = "--level";

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one is wrong; the message says which
     */
    static BenchPlan of(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        return switch (first) {
            case "scale" -> scale(rest);
            case "busy" -> simple(Way.BUSY, 100, rest);
            default -> simple(Way.PLAIN, 5, arguments);
        };
    }

    private static BenchPlan simple(Way way, int usual, List<String> arguments) {
        boolean counted = !arguments.isEmpty() && arguments.get(0).matches(NUMBER);
        List<String> options = counted ? arguments.subList(1, arguments.size()) : arguments;
        return new BenchPlan(
                way,
                counted ? Integer.parseInt(arguments.get(0)) : usual,
                List.of(),
                way == Way.PLAIN ? options : probed(options));
    }

    private static BenchPlan scale(List<String> arguments) {
        int end = arguments.indexOf(OPTIONS_FOLLOW);
        List<String> numbers = end < 0 ? arguments : arguments.subList(0, end);
        List<Integer> read = new ArrayList<>();
        for (String number : numbers) {
            if (!number.matches(NUMBER)) {
                throw new IllegalArgumentException(
                        "scripts/bench scale: '%s' must be a whole number from 1 to 999999; write options for scripts/verify behind --, and see scripts/bench --help."
                                .formatted(number));
            }
            read.add(Integer.parseInt(number));
        }
        return new BenchPlan(
                Way.SCALE,
                read.isEmpty() ? 10 : read.get(0),
                read.size() < 2 ? List.of(1, 5, 15, 30) : read.subList(1, read.size()),
                probed(end < 0 ? List.of() : arguments.subList(end + 1, arguments.size())));
    }

    private static List<String> probed(List<String> options) {
        boolean leveled = options.stream().anyMatch(option -> option.equals(LEVEL) || option.startsWith(LEVEL + "="));
        return leveled
                ? options
                : Stream.concat(Stream.of(LEVEL, "probe"), options.stream()).toList();
    }
}
