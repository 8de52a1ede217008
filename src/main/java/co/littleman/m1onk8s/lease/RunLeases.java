// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.run.CleanUp;
import co.littleman.m1onk8s.run.Owner;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Target;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The leases of a run, one for each namespace of its stack; renewed while it goes on, and let go when it ends. */
public final class RunLeases implements AutoCloseable {
    /** Of each Lease. */
    public static final String NAME = RunLease.NAME;

    /** A third of a lease: two renewals may fail before another run may think that this one is gone. */
    private static final long RENEWAL_SECONDS = Expiry.HELD.toSeconds() / 3;

    /** A server that is started again is back within seconds. */
    private static final Duration OUTAGE = Duration.ofSeconds(30);

    private final List<RunLease> leases = new CopyOnWriteArrayList<>();
    private final Set<String> left = ConcurrentHashMap.newKeySet();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Level level;
    private final Cluster cluster;
    private final RunId run;
    private final Progress progress;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "lease");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Future<?> renewal;
    private volatile String why = "";

    /** How many checks write keys without a TTL, or could not take them away. */
    private int writers;

    private RunLeases(Level level, Cluster cluster, RunId run, Progress progress) {
        this.level = level;
        this.cluster = cluster;
        this.run = run;
        this.progress = progress;
    }

    /**
     * Takes them, in the order of the names: two runs on the same namespaces cannot wait for each other. Who only
     * observes needs none, and nobody else is on a cluster of the run's own.
     *
     * @throws CheckFailedException LEASE_HELD naming who holds one of them
     */
    public static RunLeases take(
            Target target, Level level, Set<String> namespaces, Cluster cluster, RunId run, Progress progress) {
        RunLeases all = new RunLeases(level, cluster, run, progress);
        if (level.allows(Level.TALK)) {
            // A kept cluster has a lock instead, which remembers as a lease does.
            all.left.addAll(cluster.left());
        }
        if (!(target instanceof Target.Shared) || !level.allows(Level.TALK)) {
            return all;
        }
        try {
            for (String namespace : new TreeSet<>(namespaces)) {
                String holder = "run %s on %s".formatted(run, Owner.current().host());
                RunLease lease = RunLease.take(cluster, namespace, run, holder, progress);
                all.leases.add(lease);
                all.left.addAll(lease.left());
            }
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
        all.renewal = all.clock.scheduleAtFixedRate(all::renew, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
        return all;
    }

    /** How far the run may go here. */
    public Level level() {
        return level;
    }

    /** What the run is to put on all that it creates in a namespace. */
    public OwnershipMetadata mark(String namespace) {
        return new OwnershipMetadata(
                run,
                Instant.now().plus(Expiry.HELD),
                leases.stream()
                        .filter(lease -> lease.namespace().equals(namespace))
                        .map(RunLease::owner)
                        .findFirst()
                        .orElse(null));
    }

    /** Puts off the expiry of what is at a path, for as long as it is there and the run goes on. */
    public void hold(String path) {
        held.add(path);
    }

    /** Runs that may have left data in a store which does not expire: this one is to delete it. */
    public Set<RunId> left() {
        return left.stream().map(RunId::new).collect(Collectors.toSet());
    }

    /** What these runs left is gone: nobody has to remember them any longer. */
    public void forget(Set<RunId> runs) {
        runs.forEach(gone -> left.remove(gone.value()));
        remember();
    }

    /**
     * Says on the Lease that this run may leave keys: before it writes the first, for a run that was killed says
     * nothing.
     *
     * @throws CheckFailedException if that cannot be said: nothing may be written then
     */
    public void mayLeaveKeys() {
        writes();
        try {
            leases.forEach(RunLease::renew);
        } catch (RuntimeException e) {
            leavesNoKeys();
            throw e;
        }
    }

    /** Of who said the above one has taken its keys away; on the Lease that is said with the next renewal. */
    public synchronized void leavesNoKeys() {
        writers--;
        if (writers == 0) {
            left.remove(run.value());
            remember();
        }
    }

    private synchronized void writes() {
        writers++;
        left.add(run.value());
        remember();
    }

    /** What those left could not be taken away, for this reason. */
    public void keepsRemembering(String reason) {
        why = "; this one could not: " + reason;
    }

    private void remember() {
        leases.forEach(lease -> lease.remember(left));
        cluster.remember(left);
    }

    /**
     * Lets a check of a level begin. Nobody but who holds the lease may do more than observe; who disturbs asks the API
     * server whether it still does.
     *
     * @throws CheckFailedException LEASE_LOST, or why nobody can tell
     */
    public void admit(Level level) {
        if (level.allows(Level.TALK)) {
            leases.forEach(RunLease::requireHeld);
        }
        if (level.allows(Level.DISRUPT) && !leases.isEmpty()) {
            cluster.awaitAnswers(OUTAGE);
            leases.forEach(RunLease::renew);
        }
    }

    private void renew() {
        renewLeases();
        held.removeIf(this::isGone);
    }

    /** Puts the expiry of what is there off, and says whether it is not there any more. */
    private boolean isGone(String path) {
        Instant expires = Instant.now().plus(Expiry.HELD);
        try {
            return cluster.patch(path, "application/merge-patch+json", Expiry.patch(expires))
                            .code()
                    == HttpURLConnection.HTTP_NOT_FOUND;
        } catch (CheckFailedException e) {
            warn("the expiry of %s was not put off: %s"
                    .formatted(path, e.finding().reason()));
            return false;
        }
    }

    private void renewLeases() {
        for (RunLease lease : leases) {
            try {
                lease.renew();
            } catch (CheckFailedException e) {
                warn(
                        e.finding().cause() == Cause.LEASE_LOST
                                ? e.finding().reason() + " " + e.finding().seen()
                                : "the %s was not renewed: %s"
                                        .formatted(lease, e.finding().reason()));
            }
        }
    }

    /** Once, and not at each renewal. */
    private void warn(String what) {
        if (warned.add(what)) {
            progress.note("warning:   " + what);
        }
    }

    @Override
    public void close() {
        // A renewal that is under way ends first: half of one would leave us with an old version of the Lease.
        if (renewal != null) {
            renewal.cancel(false);
        }
        clock.shutdown();
        if (cluster.isKept() && !left.isEmpty()) {
            warn("run %s may have left data in a store, which the next start deletes%s"
                    .formatted(String.join(", ", new TreeSet<>(left)), why));
        }
        CleanUp.run(() -> {
            for (RunLease lease : leases) {
                try {
                    if (!lease.release()) {
                        warn(
                                "the %s stays, without a holder: it records that run %s may have left data in a store, which the next start deletes"
                                                .formatted(lease, String.join(", ", new TreeSet<>(left)))
                                        + why);
                    }
                } catch (CheckFailedException e) {
                    warn(
                            "the %s was not let go; it runs out by itself within %d s, and the next start takes it away: %s"
                                    .formatted(
                                            lease,
                                            Expiry.HELD.toSeconds(),
                                            e.finding().reason()));
                }
            }
        });
    }
}
