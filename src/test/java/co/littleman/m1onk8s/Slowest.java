// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What {@code scripts/test} prints at its end: where the time went, by the reports of Surefire and Failsafe and the
 * rows of the proof, and which soak tests had their turn. A build that failed early has some of these files, or none.
 */
final class Slowest {
    private static final int CLASSES = 15;
    private static final int ROWS = 15;

    private final Path target;
    private final Instant since;

    /**
     * Reads what was written since the build began.
     *
     * @param target Maven's directory
     */
    Slowest(Path target, Instant since) {
        this.target = target;
        this.since = since;
    }

    private record Timed(String name, double seconds) {
        String line() {
            return String.format(Locale.ROOT, "%8.1f s  %s", seconds, name);
        }
    }

    /**
     * Prints it.
     *
     * @param arguments when the build began, in seconds since 1970
     */
    public static void main(String... arguments) {
        Path target = Path.of("target");
        new Slowest(target, Instant.ofEpochSecond(Long.parseLong(arguments[0])))
                .lines(Rota.ofProcess(), SoakTests.in(target.resolve("test-classes")))
                .forEach(System.out::println);
    }

    /** Nothing of what has no report. */
    List<String> lines(Rota rota, Map<String, Integer> soak) {
        List<String> lines = new ArrayList<>();
        add(lines, "the slowest test classes", classes(), CLASSES);
        add(lines, "the slowest cases of the proof, several of which are judged at a time", cases(), ROWS);
        lines.add("soak tests: %s".formatted(rota));
        soak.forEach((name, quarter) -> lines.add(
                "%8s    %s (quarter %d)".formatted(rota.has(quarter) ? "its turn" : "not now", name, quarter)));
        return lines;
    }

    private static void add(List<String> lines, String title, List<Timed> all, int most) {
        if (!all.isEmpty()) {
            lines.add("%s (%d in all, %.0f s)"
                    .formatted(
                            title,
                            all.size(),
                            all.stream().mapToDouble(Timed::seconds).sum()));
            all.stream()
                    .sorted(Comparator.comparingDouble(Timed::seconds).reversed())
                    .limit(most)
                    .map(Timed::line)
                    .forEach(lines::add);
        }
    }

    private List<Timed> classes() {
        return Stream.of("surefire-reports", "failsafe-reports")
                .map(target::resolve)
                .filter(Files::isDirectory)
                .flatMap(this::suites)
                .toList();
    }

    private Stream<Timed> suites(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .filter(file -> String.valueOf(file.getFileName()).matches("TEST-.*\\.xml") && isNew(file))
                    .toList()
                    .stream()
                    .map(Slowest::suite);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Timed suite(Path file) {
        try {
            Element suite = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            String name = suite.getAttribute("name");
            return new Timed(
                    name.substring(name.lastIndexOf('.') + 1),
                    Double.parseDouble(suite.getAttribute("time").replace(",", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(file + " is no report of a test class", e);
        }
    }

    private List<Timed> cases() {
        Path proof = target.resolve("proof/proof.json");
        if (!isNew(proof)) {
            return List.of();
        }
        try {
            List<Timed> cases = new ArrayList<>();
            for (JsonNode row : new JsonMapper().readTree(proof.toFile()).path("rows")) {
                cases.add(new Timed(row.path("name").asText(), row.path("whole").asDouble()));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isNew(Path file) {
        try {
            return Files.exists(file)
                    && !Files.getLastModifiedTime(file).toInstant().isBefore(since);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
