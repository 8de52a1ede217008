// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import java.util.Locale;

/** Tells each row as it comes, one line each. */
final class Live {
    private Live() {}

    /** A cluster is about to start. */
    static void tell(ClusterKind site) {
        System.out.println("cluster  " + site.words());
    }

    /** A trial said nothing, for the machine was too busy. */
    static void again(String name) {
        System.out.println("again    " + name);
    }

    static void tell(Row row) {
        System.out.println(line(row));
        row.differences()
                .forEach(difference -> System.out.println("           " + difference.replace("\n", "\n           ")));
    }

    static String line(Row row) {
        return String.format(Locale.ROOT, "%-8s %-38s %-62s %s", state(row), row.name(), called(row), seconds(row))
                .stripTrailing();
    }

    private static String state(Row row) {
        return row.needs() != null ? "SKIPPED" : row.isRight() ? "ok" : "WRONG";
    }

    private static String called(Row row) {
        if (row.needs() != null) {
            return "needs " + row.needs();
        }
        if (row.kind().equals("good")) {
            return row.isRight() ? "green" : "not green";
        }
        return row.check() == null ? "not caught" : "%s (%s)".formatted(row.check(), row.cause());
    }

    private static String seconds(Row row) {
        Double seconds = row.seconds();
        return seconds == null ? "" : String.format(Locale.ROOT, "%5.1f s", seconds);
    }
}
