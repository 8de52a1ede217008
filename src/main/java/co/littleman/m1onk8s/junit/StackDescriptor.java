// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.junit;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.SettingsReader;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/** A class with {@link VerifiedStack}: a container whose tests are known once the verification is over. */
final class StackDescriptor extends AbstractTestDescriptor {
    private final Class<?> testClass;

    StackDescriptor(UniqueId parent, Class<?> testClass) {
        super(parent.append("class", testClass.getName()), testClass.getSimpleName(), ClassSource.from(testClass));
        this.testClass = testClass;
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public boolean mayRegisterTests() {
        return true;
    }

    /** A test for this verdict, below this class. */
    TestDescriptor add(Verdict verdict) {
        TestDescriptor test = new VerdictDescriptor(this, verdict);
        addChild(test);
        return test;
    }

    /**
     * The settings: what the annotation gives as flags, all else as the command line reads it.
     *
     * @throws SettingsException if one of them is wrong
     */
    Settings settings() {
        VerifiedStack given = annotation();
        SettingsReader reader = SettingsReader.ofProcess();
        set(reader, Options.MANIFESTS, given.manifests());
        if (given.manifests().equals(Settings.STANDARD_INPUT.toString())) {
            throw new SettingsException(
                    "manifests of @VerifiedStack of %s must not be '-': the standard input belongs to the test runner; name a file."
                            .formatted(testClass.getName()));
        }
        set(reader, Options.CONTEXT, given.context());
        set(reader, Options.CHECK, given.checks());
        set(reader, Options.COMPONENT, given.components());
        if (given.level().length > 1) {
            throw new SettingsException(
                    "@VerifiedStack of %s must name one level at most, but names %d; keep the highest."
                            .formatted(testClass.getName(), given.level().length));
        }
        Arrays.stream(given.level()).forEach(level -> set(reader, Options.LEVEL, level.word()));
        return reader.read();
    }

    private static void set(SettingsReader reader, Option option, String... values) {
        String value = String.join(",", values);
        if (!value.isEmpty()) {
            reader.flag(option, value);
        }
    }

    /**
     * The catalogue with the class's own checks.
     *
     * @throws SettingsException if one cannot be made, or does not fit into the catalogue
     */
    Catalogue catalogue() {
        return Catalogue.standard()
                .with(Arrays.stream(annotation().ownChecks())
                        .map(StackDescriptor::made)
                        .toArray(Check[]::new));
    }

    private static Check made(Class<? extends Check> type) {
        try {
            Constructor<? extends Check> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SettingsException(
                    "Check %s must have a constructor without parameters that does not throw, but: %s; give it one."
                            .formatted(type.getName(), e));
        }
    }

    private VerifiedStack annotation() {
        return testClass.getAnnotation(VerifiedStack.class);
    }

    /** One check of one component. */
    private static final class VerdictDescriptor extends AbstractTestDescriptor {
        VerdictDescriptor(StackDescriptor stack, Verdict verdict) {
            super(
                    stack.getUniqueId().append("component", verdict.component()).append("check", verdict.check()),
                    verdict.name(),
                    ClassSource.from(stack.testClass));
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }
}
