package co.littleman.m1onk8s.proof;

import java.util.Locale;

/** Tells each row as it comes, one line each. */
final class Live {
    private Live() {}

    static void tell(Row row) {
        System.out.println(line(row));
        row.differences()
                .forEach(difference -> System.out.println("           " + difference.replace("\n", "\n           ")));
    }

    static String line(Row row) {
        if (row.needs() != null) {
            return "SKIPPED    %s: needs %s".formatted(row.name(), row.needs());
        }
        String state = row.isRight() ? "ok" : "WRONG";
        Double seconds = row.seconds();
        return row.kind().equals("good")
                ? String.format(
                        Locale.ROOT,
                        "%-10s %s: %s (%.0f s)",
                        state,
                        row.name(),
                        row.isRight() ? "green" : "red",
                        row.whole())
                : String.format(
                        Locale.ROOT,
                        "%-10s %s: %s (%s) after %.1f s",
                        state,
                        row.name(),
                        row.claim(),
                        row.cause(),
                        seconds == null ? Double.NaN : seconds);
    }
}
