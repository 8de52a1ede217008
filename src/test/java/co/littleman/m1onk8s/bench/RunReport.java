// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run wrote into verdicts.json.
 *
 * @param outcome of the whole run
 * @param phases seconds by phase
 * @param apiRequests requests to the API server
 */
record RunReport(String outcome, Map<String, Double> phases, int apiRequests, List<Told> verdicts) {
    /** What one check said of one component; the cause is empty if it passed or was skipped. */
    record Told(String check, String component, String outcome, String cause) {
        boolean isFine() {
            return outcome.equals("PASS") || outcome.equals("SKIPPED");
        }

        @Override
        public String toString() {
            return "%s %s %s%s".formatted(outcome, component, check, cause.isEmpty() ? "" : " [" + cause + "]");
        }
    }

    static RunReport read(Path directory) throws IOException {
        JsonNode json =
                new JsonMapper().readTree(directory.resolve("verdicts.json").toFile());
        JsonNode run = json.path("run");
        Map<String, Double> phases = new LinkedHashMap<>();
        run.path("phases")
                .properties()
                .forEach(phase -> phases.put(phase.getKey(), phase.getValue().asDouble()));
        List<Told> verdicts = new ArrayList<>();
        for (JsonNode verdict : json.path("verdicts")) {
            verdicts.add(new Told(
                    verdict.path("check").asText(),
                    verdict.path("component").asText(),
                    verdict.path("outcome").asText(),
                    verdict.at("/finding/cause").asText()));
        }
        return new RunReport(
                run.path("outcome").asText(), phases, run.path("apiRequests").asInt(), verdicts);
    }

    /** The verdicts by outcome, as a run's last lines count them. */
    String counts() {
        return "%s: %d passed, %d failed, %d inconclusive, %d skipped"
                .formatted(outcome, count("PASS"), count("FAIL"), count("INCONCLUSIVE"), count("SKIPPED"));
    }

    private long count(String word) {
        return verdicts.stream().filter(told -> told.outcome().equals(word)).count();
    }

    /** How often each check said what, whatever its component. */
    Map<String, Long> kinds() {
        return verdicts.stream()
                .collect(Collectors.groupingBy(
                        told -> told.check() + " " + told.outcome(), TreeMap::new, Collectors.counting()));
    }

    /**
     * What checks say here and do not say in another run, and the reverse, whatever the number of components; empty if
     * each check says the same.
     */
    List<String> differences(RunReport other) {
        Map<String, Long> ours = kinds();
        Map<String, Long> theirs = other.kinds();
        List<String> differences = new ArrayList<>();
        ours.forEach((kind, count) -> {
            if (!theirs.containsKey(kind)) {
                differences.add("%7d %s".formatted(count, kind));
            }
        });
        theirs.forEach((kind, count) -> {
            if (!ours.containsKey(kind)) {
                differences.add("%7d %s".formatted(0, kind));
            }
        });
        return differences;
    }
}
