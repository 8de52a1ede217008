// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunFacts;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The last run of a report directory, read from its {@link Journal}: whole if it ended, else as far as it came. */
public final class LastRun {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
    private @Nullable RunFacts run;
    private @Nullable List<String> order;
    private double lastAt;
    private boolean goesOn;

    private LastRun() {}

    /**
     * Reads it.
     *
     * @throws SettingsException if there is none
     */
    public static Result read(ReportDirectory report) {
        Path file = report.journal();
        LastRun last = new LastRun();
        try {
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                last.take(line, file);
            }
            last.goesOn = last.order == null && Journal.isOpen(file);
        } catch (IOException e) {
            throw none(file);
        }
        return last.result(file);
    }

    private void take(String text, Path file) {
        if (text.isBlank()) {
            return;
        }
        Journal.Line line;
        try {
            line = JSON.readValue(text, Journal.Line.class);
        } catch (JsonProcessingException e) {
            // Half a line: the run died while it wrote it, and had not printed it.
            return;
        }
        lastAt = line.at();
        if (line.run() != null) {
            requireOwnVersion(line, file);
            run = line.run();
        }
        if (line.verdict() != null) {
            verdicts.put(line.verdict().name(), line.verdict());
        }
        if (line.order() != null) {
            order = line.order();
        }
    }

    private Result result(Path file) {
        RunFacts facts = run;
        if (facts == null) {
            throw none(file);
        }
        if (order == null) {
            return new Result(
                    Result.SCHEMA_VERSION, facts.unfinished(goesOn ? Result.RUNNING : Result.DIED, lastAt), sorted());
        }
        return new Result(
                Result.SCHEMA_VERSION,
                facts,
                order.stream()
                        .map(verdicts::get)
                        .filter(Objects::nonNull)
                        .map(Verdict.class::cast)
                        .toList());
    }

    /** As the report of a whole run would have them. */
    private List<Verdict> sorted() {
        List<String> ids = List.copyOf(Catalogue.standard().ids());
        List<Verdict> all = new ArrayList<>(verdicts.values());
        all.sort(Comparator.comparingInt(verdict -> place(ids, verdict.check())));
        return all;
    }

    /** A check of a user's own stands after the others. */
    private static int place(List<String> ids, String check) {
        int place = ids.indexOf(check);
        return place < 0 ? ids.size() : place;
    }

    /** Journals have their version since version 2. */
    private static void requireOwnVersion(Journal.Line line, Path file) {
        int version = Objects.requireNonNullElse(line.schemaVersion(), 1);
        if (version != Result.SCHEMA_VERSION) {
            throw new SettingsException(
                    "%s was written by another version of m1onk8s-verify: its schema version must be %d, but is %d; run scripts/verify again, or read it with that version."
                            .formatted(file, Result.SCHEMA_VERSION, version));
        }
    }

    private static SettingsException none(Path file) {
        return new SettingsException(
                "No run has left its journal in %s; run scripts/verify first, or name another run's directory with --report."
                        .formatted(Objects.requireNonNullElse(file.getParent(), Path.of(""))));
    }
}
