// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The process that started a container, written on the container, so that a later run can tell whether it lives. */
public record Owner(String host, long pid, long startedMillis) {
    public static final String RUN = "co.littleman.m1onk8s.run";
    public static final String OWNER = "co.littleman.m1onk8s.owner";
    public static final String KEPT = "co.littleman.m1onk8s.kept";

    /** The start is computed from the wall clock, which may be set between two looks at the same process. */
    private static final long CLOCK_STEP_MILLIS = 5_000;

    static final String USER = "co.littleman.m1onk8s.user";

    /**
     * The same for every run of a user: Testcontainers finds a container to reuse by a hash that covers its labels.
     * Another user's is another cluster, as the lock is another: two runs on one would take away each other's pods.
     */
    public static final Map<String, String> KEPT_LABELS =
            Map.of(KEPT, "true", USER, System.getProperty("user.name", ""));

    public static Map<String, String> labels(RunId run) {
        return Map.of(RUN, run.value(), OWNER, current().toString());
    }

    public static Owner current() {
        ProcessHandle process = ProcessHandle.current();
        return new Owner(hostName(), process.pid(), startMillis(process));
    }

    /** Reads what {@link #toString} wrote; empty if somebody else wrote it. */
    public static Optional<Owner> parse(String label) {
        String[] parts = label.split(" ", -1);
        if (parts.length != 3 || !parts[1].matches("\\d{1,18}") || !parts[2].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
    }

    /** True only if it is certain: on this host, and no process has that number and that start. */
    public boolean isDead() {
        if (!host.equals(hostName())) {
            return false;
        }
        return ProcessHandle.of(pid)
                .map(process -> Math.abs(startMillis(process) - startedMillis) > CLOCK_STEP_MILLIS)
                .orElse(true);
    }

    @Override
    public String toString() {
        return host + " " + pid + " " + startedMillis;
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
