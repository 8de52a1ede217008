// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.ClusterFacts;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunFacts;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class StackVerificationTest {
    private static final Verdict PASS = Verdict.pass("manifests-accepted", "stack", "", 1, 0);
    private static final Verdict FAIL = Verdict.notPassed(
            "rollout-complete",
            "cache",
            Finding.of(Cause.NO_REPLICAS, "Deployment cache asks for 0 pods.").seen("0 wanted"),
            1,
            0);
    private static final Verdict INCONCLUSIVE = Verdict.notPassed(
            "service-has-endpoints", "cache", Finding.of(Cause.API_FORBIDDEN, "The API server forbids it."), 1, 0);
    private static final Verdict SKIPPED = Verdict.skipped(
            "redis-answers-ping", "cache", new CheckSkippedException(SkipReason.REQUIREMENT, "a Redis"));

    private final Events tests = EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(OneOfEach.class))
            .execute()
            .testEvents();

    @Test
    void eachVerdictIsATestWithAStableName() {
        assertThat(tests.finished().map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly(
                        "stack manifests-accepted",
                        "cache rollout-complete",
                        "cache service-has-endpoints",
                        "cache redis-answers-ping");
    }

    @Test
    void aPassPasses() {
        tests.assertThatEvents().haveExactly(1, event(displayName(PASS.name()), finishedSuccessfully()));
    }

    @Test
    void aFailIsAFailureWithItsWholeMessage() {
        tests.assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                displayName(FAIL.name()),
                                finishedWithFailure(
                                        instanceOf(AssertionFailedError.class),
                                        message(
                                                "FAIL [no-replicas] Deployment cache asks for 0 pods.\n  seen   0 wanted"))));
    }

    @Test
    void anInconclusiveIsAnErrorForAnAbortedTestWouldLetMavenGoGreen() {
        tests.assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                displayName(INCONCLUSIVE.name()),
                                finishedWithFailure(
                                        instanceOf(IllegalStateException.class),
                                        message("INCONCLUSIVE [api-forbidden] The API server forbids it."))));
    }

    @Test
    void aSkipIsAbortedWithItsReason() {
        tests.assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                displayName(SKIPPED.name()),
                                abortedWithReason(
                                        instanceOf(TestAbortedException.class), message("requires: a Redis"))));
    }

    /** A run that the deadline, or a signal, has ended must not look green to Maven. */
    @Test
    void whatTheDeadlineCutOffIsAnErrorEach() {
        Events cut = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(CutOff.class))
                .execute()
                .testEvents();

        cut.assertThatEvents().haveExactly(1, event(displayName(PASS.name()), finishedSuccessfully()));
        cut.assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                displayName(CutOff.LATE.name()),
                                finishedWithFailure(
                                        instanceOf(IllegalStateException.class),
                                        message("INCONCLUSIVE [deadline-exceeded] The deadline was over."))));
    }

    static class CutOff {
        private static final Verdict LATE = Verdict.notPassed(
                "redis-answers-ping", "cache", Finding.of(Cause.DEADLINE_EXCEEDED, "The deadline was over."), 1, 0);

        @TestFactory
        Stream<DynamicTest> stack() {
            RunFacts run = new RunFacts(
                    "1", "", 1, "INCONCLUSIVE", ClusterFacts.NONE, List.of(), Map.of(), 0, 0, List.of(), Map.of());
            return StackVerification.tests(new Result(Result.SCHEMA_VERSION, run, List.of(PASS, LATE)));
        }
    }

    static class OneOfEach {
        @TestFactory
        Stream<DynamicTest> stack() {
            RunFacts run =
                    new RunFacts("1", "", 1, "FAIL", ClusterFacts.NONE, List.of(), Map.of(), 0, 0, List.of(), Map.of());
            return StackVerification.tests(
                    new Result(Result.SCHEMA_VERSION, run, List.of(PASS, FAIL, INCONCLUSIVE, SKIPPED)));
        }
    }
}
