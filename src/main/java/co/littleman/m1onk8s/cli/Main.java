// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** What scripts/verify starts. */
public final class Main {
    private static final int INTERRUPTED = 130;
    /** A little longer than a run may take to clean up after Ctrl-C. */
    private static final int LAST_SECONDS = 25;

    private Main() {}

    /** Runs the verification and ends the JVM with its exit code. */
    public static void main(String[] args) {
        // A library must not choose its user's logging; a program may.
        System.setProperty("logback.configurationFile", "co/littleman/m1onk8s/cli/logback.xml");
        CountDownLatch over = new CountDownLatch(1);
        Thread stopped = new Thread(() -> endInterrupted(over), "interrupted");
        Runtime.getRuntime().addShutdownHook(stopped);

        CommandLine command = VerifyCommand.commandLine();
        int code = command.execute(args);

        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(stopped);
        } catch (IllegalStateException e) {
            // The JVM was told to end: the hook does it, with its own exit code.
        }
        System.exit(code);
    }

    /** Java ends with 143 on SIGTERM and 130 on Ctrl-C; to a caller both are a run that was interrupted. */
    private static void endInterrupted(CountDownLatch over) {
        try {
            over.await(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(INTERRUPTED);
    }
}
