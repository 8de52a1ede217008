// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.testcontainers.containers.output.OutputFrame;

/** What the node's container printed: whether k3s said that it has started, and the last lines for a failure. */
final class NodeLog implements Consumer<OutputFrame> {
    private static final String STARTED = "Node controller sync successful";
    private static final int LAST_LINES = 15;

    private final Deque<String> last = new ArrayDeque<>();
    private boolean started;

    @Override
    public synchronized void accept(OutputFrame frame) {
        for (String line : frame.getUtf8String().split("\n")) {
            started |= line.contains(STARTED);
            if (!line.isBlank()) {
                last.addLast(line.stripTrailing());
            }
            if (last.size() > LAST_LINES) {
                last.removeFirst();
            }
        }
    }

    synchronized boolean hasStarted() {
        return started;
    }

    synchronized String lastLines() {
        return String.join("\n", last);
    }
}
