// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Clusters that several classes use, each started by the first test that asks for it; they end with the last class. */
public final class SharedClusters implements AutoCloseable {
    /** Held by classes whose runs start nodes: one such class at a time, beside those that share clusters. */
    static final String NODE_OF_ONES_OWN = "a node of one's own";

    private final Map<Class<?>, AutoCloseable> started = new LinkedHashMap<>();

    private SharedClusters() {}

    /** Those of all classes of this run. */
    public static SharedClusters of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedClusters.class))
                .computeIfAbsent(SharedClusters.class, type -> new SharedClusters(), SharedClusters.class);
    }

    /** The one of this type. Two that start at once would make each other late. */
    public synchronized <T extends AutoCloseable> T get(Class<T> type, Supplier<T> start) {
        return type.cast(started.computeIfAbsent(type, missing -> start.get()));
    }

    @Override
    public synchronized void close() {
        for (AutoCloseable one : started.values()) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        started.clear();
    }

    /**
     * Ends them before a class that starts several nodes itself, and that must be {@code @Isolated}: nobody uses them
     * then. A node takes some twenty inotify instances, of which a user has 128, and a share of the CPU even when idle.
     * Who asks for one later gets a new one.
     */
    public static final class Ended implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            of(context).close();
        }
    }
}
