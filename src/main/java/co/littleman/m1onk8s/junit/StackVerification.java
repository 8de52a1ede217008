package co.littleman.m1onk8s.junit;

import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.report.Console;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * A verification as JUnit tests, one for each verdict. A test class implements this and says which manifests:
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

    private static void replay(Verdict verdict) {
        switch (verdict.outcome()) {
            case PASS -> {}
            case FAIL -> throw new AssertionFailedError(verdict.message());
            case INCONCLUSIVE -> throw new IllegalStateException(verdict.message());
            case SKIPPED -> throw new TestAbortedException(verdict.reason());
        }
    }
}
