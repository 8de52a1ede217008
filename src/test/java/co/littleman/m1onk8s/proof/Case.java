// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change of a base stack, as a file in faults/ or good/ tells it.
 *
 * @param what one sentence: what is wrong, or for a good variant what is different and right
 * @param stack the base stack; the project's own, if the file names none
 * @param row number of the row in the list of known faults, or null for one of our own
 * @param patch JSON Patch (RFC 6902) by file name of the manifest
 * @param manifests more files, by name
 * @param without files to leave out
 * @param update install the base stack first, so that the changed one comes as an update of it
 * @param live JSON Patch by object, such as {@code deployments/cache}, on the live stack once it runs; null deletes it
 * @param action a named change of the stack or the cluster, once it runs
 * @param as the ServiceAccount of the namespace as which the suite judges
 * @param apply whether what is judged is installed by the judged run; not by default where the live stack was changed,
 *     and what is there is judged as it is
 * @param settings options of the run, by the name of their flags
 * @param cluster on which of the proof's clusters
 * @param since the observable condition from which the clock of a fault runs; null for a good variant
 * @param expect the check that must fall; null for a good variant
 * @param and more that must come of it: faults of their own, which must not hide behind the first
 * @param both names of two other files: this case is the two faults together
 * @param also checks that may fall with it
 * @param disrupt checks of level disrupt to run as well
 * @param slow why its verdict comes later than ten seconds after the condition and cannot come sooner, or null
 * @param needs what this takes that the clusters of the proof do not have; null: nothing
 */
record Case(
        @JsonProperty(required = true) String what,
        BaseStack stack,
        @Nullable String row,
        Map<String, JsonNode> patch,
        Map<String, String> manifests,
        List<String> without,
        boolean update,
        Map<String, JsonNode> live,
        @Nullable String action,
        @Nullable String as,
        @Nullable Boolean apply,
        Map<String, String> settings,
        ClusterKind cluster,
        @Nullable ClockStart since,
        @Nullable Expect expect,
        List<Expect> and,
        List<String> both,
        List<String> also,
        List<String> disrupt,
        @Nullable String slow,
        @Nullable String needs) {

    Case {
        stack = Objects.requireNonNullElse(stack, BaseStack.CACHE);
        patch = Objects.requireNonNullElse(patch, Map.of());
        manifests = Objects.requireNonNullElse(manifests, Map.of());
        without = Objects.requireNonNullElse(without, List.of());
        live = Objects.requireNonNullElse(live, Map.of());
        settings = Objects.requireNonNullElse(settings, Map.of());
        cluster = Objects.requireNonNullElse(cluster, ClusterKind.FIRST);
        and = Objects.requireNonNullElse(and, List.of());
        both = Objects.requireNonNullElse(both, List.of());
        also = Objects.requireNonNullElse(also, List.of());
        disrupt = Objects.requireNonNullElse(disrupt, List.of());
    }

    /** The two faults at once, by the sentence of this file; the clock is that of the first. */
    Case of(Case first, Case second) {
        return new Case(
                what,
                first.stack,
                row,
                together(first.patch, second.patch),
                merged(first.manifests, second.manifests),
                Stream.concat(first.without.stream(), second.without.stream()).toList(),
                first.update || second.update,
                merged(first.live, second.live),
                first.action == null ? second.action : first.action,
                first.as == null ? second.as : first.as,
                apply,
                merged(first.settings, second.settings),
                first.cluster,
                first.since,
                first.expect,
                List.of(Objects.requireNonNull(second.expect)),
                both,
                Stream.of(first.also, second.also, also)
                        .flatMap(List::stream)
                        .distinct()
                        .toList(),
                Stream.concat(first.disrupt.stream(), second.disrupt.stream())
                        .distinct()
                        .toList(),
                slow,
                needs);
    }

    /** One patch after the other, file by file. */
    private static Map<String, JsonNode> together(Map<String, JsonNode> first, Map<String, JsonNode> second) {
        Map<String, JsonNode> all = new TreeMap<>(first);
        second.forEach((file, patch) -> all.merge(file, patch, (one, two) -> {
            ArrayNode steps = JsonNodeFactory.instance.arrayNode();
            one.forEach(steps::add);
            two.forEach(steps::add);
            return steps;
        }));
        return all;
    }

    private static <T> Map<String, T> merged(Map<String, T> first, Map<String, T> second) {
        Map<String, T> all = new TreeMap<>(first);
        all.putAll(second);
        return all;
    }

    boolean isGood() {
        return expect == null;
    }

    /** True if something is done to the stack between its installation and the run that judges it. */
    boolean changesWhatRuns() {
        return !live.isEmpty() || action != null || as != null;
    }

    boolean isApplied() {
        return apply == null ? !changesWhatRuns() : apply;
    }

    /**
     * What must come of it: the verdict of one check, in the words of verdicts.json.
     *
     * @param says what its message must tell
     */
    record Expect(
            @JsonProperty(required = true) String check,
            @JsonProperty(required = true) String outcome,
            @JsonProperty(required = true) String cause,
            List<String> says) {
        Expect {
            says = Objects.requireNonNullElse(says, List.of());
        }
    }
}
