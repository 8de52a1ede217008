// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.junit;

import java.util.Optional;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Resolves a class with {@link VerifiedStack}, selected by itself or by the id of one of its tests. */
final class StackResolver implements SelectorResolver {
    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        return resolve(selector.getJavaClass(), context);
    }

    /** A test alone cannot be run: the whole verification is. */
    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        return selector.getUniqueId().getSegments().stream()
                .filter(segment -> segment.getType().equals("class"))
                .map(UniqueId.Segment::getValue)
                .findFirst()
                .flatMap(name -> ReflectionSupport.tryToLoadClass(name).toOptional())
                .map(type -> resolve(type, context))
                .orElseGet(Resolution::unresolved);
    }

    private static Resolution resolve(Class<?> type, Context context) {
        if (!VerifiedStackEngine.isVerifiedStack(type)) {
            return Resolution.unresolved();
        }
        return context.addToParent(parent -> Optional.of(new StackDescriptor(parent.getUniqueId(), type)))
                .map(stack -> Resolution.match(Match.exact(stack)))
                .orElseGet(Resolution::unresolved);
    }
}
