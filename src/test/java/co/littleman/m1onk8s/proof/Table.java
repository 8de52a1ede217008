// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The score of a proof, as JSON for machines and as the Markdown table of docs/faults.md.
 *
 * @param seconds of the whole proof
 */
record Table(List<Row> rows, List<Necessity> checks, double seconds) {
    /** Whoever waits longer asks why. */
    private static final double SLOW_SECONDS = 10;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Writes {@code proof.json} and {@code proof.md}. */
    void write(Path directory) {
        try {
            Files.createDirectories(directory);
            JSON.writeValue(directory.resolve("proof.json").toFile(), this);
            Files.writeString(directory.resolve("proof.md"), markdown());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The median of the seconds from the observable condition to the red verdict. */
    double median() {
        List<Double> sorted = rows.stream()
                .map(Row::seconds)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .sorted()
                .toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    /** The rows whose verdict took long, the slowest first, each with the reason that its file gives. */
    List<String> slow(Map<String, Case> faults) {
        return rows.stream()
                .filter(row -> row.seconds() != null && row.seconds() > SLOW_SECONDS)
                .sorted(Comparator.comparing(row -> -Objects.requireNonNull(row.seconds())))
                .map(row -> "%s, %s s: %s".formatted(row.name(), seconds(row), why(faults.get(row.name()))))
                .toList();
    }

    private static String why(@Nullable Case fault) {
        return fault == null || fault.slow() == null
                ? "no reason is given; name it in the fault's file (slow), or make it faster"
                : fault.slow();
    }

    private long count(String kind) {
        return rows.stream().filter(row -> row.kind().equals(kind)).count();
    }

    /** How many FAILs one fault makes; rows that carry two faults are not counted. */
    private String fails() {
        Map<String, Case> cases = CaseFiles.faults();
        List<Long> fails = rows.stream()
                .filter(row -> row.kind().equals("fault") && row.needs() == null)
                .filter(row -> Optional.ofNullable(cases.get(row.name()))
                        .filter(one -> one.and().isEmpty())
                        .isPresent())
                .map(Row::fails)
                .toList();
        long most = fails.stream().mapToLong(Long::longValue).max().orElse(0);
        long one = fails.stream().filter(count -> count <= 1).count();
        return String.format(
                Locale.ROOT,
                "FAILs for one fault: at most one in %d of %d rows (%.0f %%), %d at most",
                one,
                fails.size(),
                fails.isEmpty() ? 100 : 100.0 * one / fails.size(),
                most);
    }

    /** How many, how fast; what was slow. */
    String summary() {
        long wrong = rows.stream().filter(row -> !row.isRight()).count();
        long skipped = rows.stream().filter(row -> row.needs() != null).count();
        String counted = String.format(
                Locale.ROOT,
                "faults: %d, good variants: %d; as expected: %d, not: %d, skipped for what the clusters lack: %d;"
                        + " median %.1f s from the observable condition to the verdict; %.0f s in all",
                count("fault"),
                count("good"),
                rows.size() - wrong - skipped,
                wrong,
                skipped,
                median(),
                seconds);
        return Stream.concat(
                        Stream.of(counted, fails()),
                        slow(CaseFiles.faults()).stream()
                                .map(line -> "  above %.0f s: %s".formatted(SLOW_SECONDS, line)))
                .collect(Collectors.joining("\n"));
    }

    String markdown() {
        // Not each is asked of every stack.
        List<String> peers = rows.stream()
                .flatMap(row -> row.peers().stream())
                .map(PeerVerdict::peer)
                .distinct()
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(line(Stream.concat(Stream.of("fault", "caught by", "FAILs", "seconds"), peers.stream())));
        lines.add(line(Stream.generate(() -> "---").limit(4L + peers.size())));
        rows.stream()
                .filter(row -> row.kind().equals("fault"))
                .map(row -> line(Stream.concat(
                        Stream.of(cell(row), verdict(row), row.needs() == null ? "" + row.fails() : "", seconds(row)),
                        peers(row, peers))))
                .forEach(lines::add);
        lines.add("");
        lines.add(line(Stream.concat(Stream.of("good variant", "verdict"), peers.stream())));
        lines.add(line(Stream.generate(() -> "---").limit(2L + peers.size())));
        rows.stream()
                .filter(row -> row.kind().equals("good"))
                .map(row -> line(Stream.concat(Stream.of(cell(row), verdict(row)), peers(row, peers))))
                .forEach(lines::add);
        List<String> slow = slow(CaseFiles.faults());
        if (!slow.isEmpty()) {
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "Median %.1f s. Later than %.0f s after the condition, and why:",
                    median(),
                    SLOW_SECONDS));
            lines.add("");
            slow.forEach(line -> lines.add("- " + line));
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String seconds(Row row) {
        Double seconds = row.seconds();
        return seconds == null ? "" : String.format(Locale.ROOT, "%.1f", seconds);
    }

    /** In the order of the columns; a case that they were not asked about has none. */
    private static Stream<String> peers(Row row, List<String> columns) {
        return columns.stream()
                .map(column -> row.peers().stream()
                        .filter(verdict -> verdict.peer().equals(column))
                        .findFirst()
                        .map(Table::said)
                        .orElse(""));
    }

    private static String said(PeerVerdict verdict) {
        String words = verdict.answer().toString();
        return verdict.peer().startsWith("kubectl")
                ? String.format(Locale.ROOT, "%s, %.0f s", words, verdict.seconds())
                : words;
    }

    private static String cell(Row row) {
        return cell(row.name(), row.row(), row.what());
    }

    static String cell(String name, Case one) {
        return cell(name, one.row(), one.what());
    }

    private static String cell(String name, @Nullable String number, String what) {
        return "`%s` %s%s".formatted(name, number == null ? "" : number + ": ", what.replace("|", "\\|"));
    }

    private static String verdict(Row row) {
        if (row.needs() != null) {
            return "skipped, needs " + row.needs();
        }
        if (!row.isRight()) {
            return "**not as expected**";
        }
        return row.kind().equals("good") ? "green" : "`%s` (%s)".formatted(row.check(), row.cause());
    }
}
