// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.junit;

import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.report.Console;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.SettingsException;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;

/** Finds classes with {@link VerifiedStack} for the JUnit platform, and runs one verification for each of them. */
public final class VerifiedStackEngine implements TestEngine {
    private static final EngineDiscoveryRequestResolver<TestDescriptor> RESOLVER =
            EngineDiscoveryRequestResolver.<TestDescriptor>builder()
                    .addClassContainerSelectorResolver(VerifiedStackEngine::isVerifiedStack)
                    .addSelectorResolver(new StackResolver())
                    .build();

    @Override
    public String getId() {
        return "m1onk8s-verify";
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        EngineDescriptor engine = new EngineDescriptor(uniqueId, "m1onk8s-verify");
        RESOLVER.resolve(request, engine);
        return engine;
    }

    static boolean isVerifiedStack(Class<?> candidate) {
        return candidate.isAnnotationPresent(VerifiedStack.class);
    }

    @Override
    public void execute(ExecutionRequest request) {
        EngineExecutionListener listener = request.getEngineExecutionListener();
        TestDescriptor engine = request.getRootTestDescriptor();
        listener.executionStarted(engine);
        for (TestDescriptor child : engine.getChildren()) {
            StackDescriptor stack = (StackDescriptor) child;
            listener.executionStarted(stack);
            listener.executionFinished(stack, run(stack, listener));
        }
        listener.executionFinished(engine, TestExecutionResult.successful());
    }

    private static TestExecutionResult run(StackDescriptor stack, EngineExecutionListener listener) {
        try {
            Result result = Verification.run(stack.settings(), Console.plain(System.out), stack.catalogue());
            result.verdicts().forEach(verdict -> replay(stack, verdict, listener));
            return TestExecutionResult.successful();
        } catch (SettingsException e) {
            return TestExecutionResult.failed(AttributeNames.in(e));
        } catch (RuntimeException e) {
            return TestExecutionResult.failed(e);
        }
    }

    private static void replay(StackDescriptor stack, Verdict verdict, EngineExecutionListener listener) {
        TestDescriptor test = stack.add(verdict);
        listener.dynamicTestRegistered(test);
        listener.executionStarted(test);
        listener.executionFinished(
                test,
                VerdictOutcome.of(verdict)
                        .map(VerifiedStackEngine::unsuccessful)
                        .orElseGet(TestExecutionResult::successful));
    }

    private static TestExecutionResult unsuccessful(VerdictOutcome outcome) {
        return outcome.isAborted()
                ? TestExecutionResult.aborted(outcome.problem())
                : TestExecutionResult.failed(outcome.problem());
    }
}
