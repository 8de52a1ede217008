// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import io.fabric8.kubernetes.client.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets a request of one client through, or throws: what writes waits for leave, and a check of a user's own has rights. */
final class RequestGate {
    private final RequestKind traffic;
    private final AtomicInteger writes = new AtomicInteger();

    /** A filter of one client says nothing of the requests that another one sends by the same thread. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable RequestFilter> filter = new ThreadLocal<>();

    private volatile boolean mayWrite;

    RequestGate(RequestKind traffic, boolean mayWrite) {
        this.traffic = traffic;
        this.mayWrite = mayWrite;
    }

    void letWrite() {
        mayWrite = true;
    }

    /** Requests so far that write, or reach into a pod. */
    int writes() {
        return writes.get();
    }

    /** Does some work of which a filter sees every request that this thread sends. */
    void filtered(RequestFilter by, Runnable work) {
        filter.set(by);
        try {
            work.run();
        } finally {
            filter.remove();
        }
    }

    /** Called for each request before it is sent. */
    void admit(HttpRequest request) {
        String path = request.uri().getPath();
        RequestFilter by = filter.get();
        if (by != null) {
            by.admit(request.method(), traffic.within(path), request.uri().getQuery());
        }
        if (!traffic.reads(request.method(), path)) {
            if (!mayWrite) {
                throw new IllegalStateException(
                        "this run only reads, and does not send %s %s".formatted(request.method(), path));
            }
            writes.incrementAndGet();
        }
    }
}
