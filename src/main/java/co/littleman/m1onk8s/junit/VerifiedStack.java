// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.junit;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.settings.Level;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * Makes a class a verification of a stack, with one test for each check of each component:
 *
 * <pre>{@code
 * @VerifiedStack(manifests = "deploy/", level = Level.PROBE) class ShopStackTest {} }</pre>
 *
 * <p>What an attribute leaves out is taken from the environment, the system properties and {@code verify.yml}, as the
 * command line does. FAIL is a failed test, INCONCLUSIVE a failed test with the cause in its message, SKIPPED an
 * aborted test. The engine that finds these classes is {@link VerifiedStackEngine}; any launcher of the JUnit platform
 * runs it.
 */
@Documented
@Testable
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface VerifiedStack {
    /** Directory or file of the manifests, seen from the working directory. */
    String manifests() default "";

    /** Kubeconfig context of an existing cluster. */
    String context() default "";

    /** The most that the run may do: one level. */
    Level[] level() default {};

    /** Ids of the checks to run, with those that they depend on. */
    String[] checks() default {};

    /** Names of the components to check. */
    String[] components() default {};

    /** Checks of the project's own, each with a public constructor without parameters. */
    Class<? extends Check>[] ownChecks() default {};
}
