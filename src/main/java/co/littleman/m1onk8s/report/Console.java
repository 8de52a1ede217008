// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import co.littleman.m1onk8s.run.Progress;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run as it goes on. Plain: a line when something ended. Live: also one line, redrawn, with what goes on and for how
 * long.
 */
public final class Console implements Progress {
    private static final long REDRAW_MILLIS = 100;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean live;
    private final Map<String, Long> running = new LinkedHashMap<>();
    private final Thread painter = new Thread(this::paint, "progress");

    private Console(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    /** For a log or a pipe: whole lines only. */
    public static Console plain(PrintStream out) {
        return new Console(out, false);
    }

    /** For a terminal. */
    public static Console live(PrintStream out) {
        Console console = new Console(out, true);
        console.painter.setDaemon(true);
        console.painter.start();
        return console;
    }

    @Override
    public synchronized void note(String line) {
        print("          " + line);
    }

    @Override
    public synchronized void began(String phase) {
        running.put(phase, System.nanoTime());
    }

    @Override
    public synchronized void ended(String phase, double seconds) {
        running.remove(phase);
        print(String.format(Locale.ROOT, "%7.2f s %s", seconds, phase));
    }

    @Override
    public synchronized void judged(Verdict verdict) {
        if (verdict.isSkippedFor(SkipReason.NOT_ASKED)) {
            return;
        }
        String more = verdict.outcome() == Outcome.PASS ? verdict.seen() : verdict.reason();
        String why = more.isEmpty() ? "" : "  (" + more + ")";
        print("          %s%s  %s%s"
                .formatted(
                        OutcomeText.of(verdict.outcome(), live),
                        " ".repeat(12 - verdict.outcome().name().length()),
                        verdict.name(),
                        why));
    }

    private void print(String line) {
        out.println((live ? CLEAR_LINE : "") + line);
    }

    private void paint() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                synchronized (this) {
                    out.print(CLEAR_LINE + status());
                    out.flush();
                }
                Thread.sleep(REDRAW_MILLIS);
            }
        } catch (InterruptedException e) {
            // The end of the run.
        }
    }

    private String status() {
        long now = System.nanoTime();
        return running.entrySet().stream()
                .map(phase -> String.format(Locale.ROOT, "%s %.1f s", phase.getKey(), (now - phase.getValue()) / 1e9))
                .collect(Collectors.joining(" · ", running.isEmpty() ? "" : "        … ", ""));
    }

    /** Stops redrawing; the stream stays open. */
    public void end() {
        painter.interrupt();
        synchronized (this) {
            if (live) {
                out.print(CLEAR_LINE);
                out.flush();
            }
        }
    }
}
