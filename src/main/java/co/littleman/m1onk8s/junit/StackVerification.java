// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.junit;

import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.report.Console;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Settings;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A verification as JUnit tests, one for each verdict, for settings that are made by code; {@link VerifiedStack} is the
 * shorter way. A test class implements this and says which manifests:
 *
 * <pre>{@code
 * class ShopIT implements StackVerification {
 *     public Settings settings() {
 *         return Settings.of(Path.of("manifests"));
 *     }
 * }
 * }</pre>
 */
public interface StackVerification {
    /** What to verify, and where. */
    default Settings settings() {
        return Settings.fromEnvironment();
    }

    /**
     * Runs the verification, then gives each verdict as a test: FAIL fails, INCONCLUSIVE is an error (an aborted test
     * would let Maven go green), SKIPPED is aborted with its reason.
     */
    @TestFactory
    default Stream<DynamicTest> stack() {
        return tests(Verification.run(settings(), Console.plain(System.out)));
    }

    /** The verdicts of a run as tests. */
    static Stream<DynamicTest> tests(Result result) {
        return result.verdicts().stream()
                .map(verdict -> DynamicTest.dynamicTest(verdict.name(), () -> replay(verdict)));
    }

    private static void replay(Verdict verdict) throws Throwable {
        Optional<VerdictOutcome> outcome = VerdictOutcome.of(verdict);
        if (outcome.isPresent()) {
            throw outcome.get().problem();
        }
    }
}
