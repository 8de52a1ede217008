// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With the rights that are printed for a level and no others, in a namespace as guarded as they come, each level judges
 * all that it should, and goes no further: by what the API server itself wrote down.
 */
@Tag("proof")
@ExtendWith(StagingCluster.Resolver.class)
class LevelsIT {
    /** What each level writes beyond the one below it. */
    private static final Map<Level, Set<String>> DEEDS = new TreeMap<>(Map.of(
            Level.OBSERVE,
            Set.of("create selfsubjectreviews", "create selfsubjectrulesreviews", "create selfsubjectaccessreviews"),
            Level.TALK,
            Set.of("create leases m1onk8s-verify", "delete leases m1onk8s-verify", "get pods/portforward cache-POD"),
            Level.PROBE,
            Set.of(
                    "create pods m1onk8s-verify-client-RUN",
                    "patch pods m1onk8s-verify-client-RUN",
                    "delete pods m1onk8s-verify-client-RUN",
                    "get pods/exec m1onk8s-verify-client-RUN",
                    // The liveness probe's own question.
                    "get pods/exec cache-POD"),
            Level.DISRUPT,
            Set.of("delete pods cache-POD"),
            Level.INSTALL,
            Set.of("patch namespaces level-install", "patch deployments cache", "patch services cache")));

    /** Where a run with a Lease lasts long enough. */
    private static final String RENEWAL = "update leases m1onk8s-verify";

    private static final String TEARDOWN =
            "requires: a namespace that this run created, on a cluster that is removed afterwards";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void aLevelJudgesAllItsChecksAndWritesWhatItSaysAndNoMore(Level level, StagingCluster on) {
        StagedStack stack = on.stack(directory, "level-" + level.word());

        Result result = Verification.run(stack.settings(stack.withRightsFor(level, on.listed()), level));

        assertThat(result.exitCode()).as(FindingsInReports.of(result)).isZero();
        assertThat(result.run().cluster().level()).isEqualTo(level.word());
        assertThat(result.run().cluster().user()).isEqualTo(stack.verifier().user());
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.outcome() != Outcome.PASS)
                .extracting(Verdict::reason)
                .allMatch(reason -> reason.startsWith("level: ") || reason.equals(TEARDOWN));
        List<AuditEvent> events = on.audit().of(stack.verifier());
        assertThat(events).hasSize(result.run().apiRequests());
        assertThat(events)
                .filteredOn(event -> event.isWrite() && !event.isSelfReview())
                .hasSize(result.run().apiWrites());
        assertThat(deeds(events)).isIn(deeds(level), renewed(level));
        assertThat(events).as("asked for what it may not have").noneMatch(event -> event.code() == 403);
    }

    private static Set<String> deeds(Level level) {
        return DEEDS.entrySet().stream()
                .filter(entry -> level.allows(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> renewed(Level level) {
        Set<String> deeds = deeds(level);
        if (level.allows(Level.TALK)) {
            deeds.add(RENEWAL);
        }
        return deeds;
    }

    private static Set<String> deeds(List<AuditEvent> events) {
        return events.stream()
                .filter(AuditEvent::isWrite)
                .map(event -> "%s %s".formatted(event.deed(), event.name()).strip())
                .map(deed -> deed.replaceFirst("-client-[0-9a-f]{8}$", "-client-RUN"))
                .map(deed -> deed.replaceFirst("cache-[a-z0-9]+-[a-z0-9]+$", "cache-POD"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
