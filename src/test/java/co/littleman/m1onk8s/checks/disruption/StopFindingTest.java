// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopFindingTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));

    @ParameterizedTest
    @CsvSource({
        "30.1, 137, true, true",
        "29.5, 137, true, true",
        "5.0,  137, true, false",
        "0.9,  0,   true, false",
        "29.0, 0,   true, false",
        "31.5, 143, true, false",
        "31.5, 0,   false, true",
        "31.0, 0,   false, false",
        "30.5, 0,   false, false",
        "20.0, 0,   false, false"
    })
    void onlyAKillAtTheEndOfTheGracePeriodIsTooLate(double seconds, int exitCode, boolean allKnown, boolean late) {
        assertThat(new StopFinding(CACHE, "cache-1", 30, seconds, Map.of("redis", exitCode), allKnown, List.of())
                        .isTooLate())
                .isEqualTo(late);
    }

    @Test
    void aKillIsToldWithItsTimeAndExitCodes() {
        assertThat(new StopFinding(CACHE, "cache-1", 30, 30.4, Map.of("redis", 137, "exporter", 2), true, List.of())
                        .tooLate()
                        .message())
                .isEqualTo("""
                Pod cache-1 did not end by itself: it had to be killed.
                  expected   ended well before its grace period of 30 s is over
                  seen       30.4 s of 30 s, exit codes: exporter 2, redis 137
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     its first process does not pass on SIGTERM: a shell that starts the server and waits for it (use exec, or no shell)
                  look       kubectl -n shop get deployment/cache -o jsonpath='{.spec.template.spec.terminationGracePeriodSeconds} {.spec.template.spec.containers[*].command}'""");
    }

    @Test
    void aHookThatOutlastsTheGracePeriodIsCutOff() {
        assertThat(hooked(5.2).isTooLate()).isTrue();
        assertThat(hooked(4.9).isTooLate()).isFalse();
        assertThat(hooked(5.2).tooLate().message()).isEqualTo("""
                Pod cache-1 used up its grace period: a preStop hook is cut off, and the process behind it gets no time to end.
                  expected       hook and process ended well before the grace period of 5 s is over
                  seen           5.2 s of 5 s, exit codes: redis 0
                  declared       deployment/cache     50-cache.dep.yml:1
                  preStop hook   of container redis   50-cache.dep.yml:1
                  likely         the hook takes longer than terminationGracePeriodSeconds, which counts for both
                  look           kubectl -n shop get deployment/cache -o jsonpath='{.spec.template.spec.terminationGracePeriodSeconds} {.spec.template.spec.containers[*].command}'""");
    }

    private static StopFinding hooked(double seconds) {
        return new StopFinding(CACHE, "cache-1", 5, seconds, Map.of("redis", 0), true, List.of("redis"));
    }

    @Test
    void noGraceAtAllIsTold() {
        assertThat(new StopFinding(CACHE, "cache-1", 0, 0.3, Map.of(), false, List.of())
                        .noGrace()
                        .message())
                .isEqualTo("""
                Pods of Deployment cache are killed at once when they are to end.
                  expected   a terminationGracePeriodSeconds of at least 1 (30 if nothing is said)
                  seen       0
                  declared   deployment/cache   50-cache.dep.yml:1
                  likely     set to make deletions quick: clients lose their connections in the middle of an answer
                  look       kubectl -n shop get deployment/cache -o jsonpath='{.spec.template.spec.terminationGracePeriodSeconds} {.spec.template.spec.containers[*].command}'""");
    }
}
