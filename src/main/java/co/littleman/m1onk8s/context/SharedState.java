// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the checks of one kind share in a run: one object of each type. Those that can be closed are closed with the run. */
public final class SharedState {
    private final Map<Class<?>, Object> byType = new HashMap<>();

    /** The object of that type; made if nobody has asked for it before. */
    public synchronized <T> T get(Class<T> type, Supplier<T> made) {
        @Nullable Object known = byType.get(type);
        if (known == null) {
            known = Objects.requireNonNull(made.get());
            byType.put(type, known);
        }
        return type.cast(known);
    }

    /** Those that are to be closed. */
    synchronized List<AutoCloseable> closeables() {
        return byType.values().stream()
                .filter(AutoCloseable.class::isInstance)
                .map(AutoCloseable.class::cast)
                .toList();
    }
}
