// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.bench;

import java.util.List;
import java.util.stream.IntStream;

/** Loops that do nothing, each of which keeps a core busy from start to close. */
final class BusyLoops implements AutoCloseable {
    private final List<Thread> loops;

    BusyLoops(int count) {
        loops = IntStream.range(0, count)
                .mapToObj(number -> new Thread(BusyLoops::loop, "busy-" + number))
                .toList();
        loops.forEach(loop -> loop.setDaemon(true));
    }

    void start() {
        loops.forEach(Thread::start);
    }

    private static void loop() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        loops.forEach(Thread::interrupt);
    }
}
