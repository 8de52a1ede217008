package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.verdict.CleanUp;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.RunId;
import co.littleman.m1onk8s.verdict.Unproven;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The leases of a run, one for each namespace of its stack; renewed while it goes on, and let go when it ends. */
public final class RunLeases implements AutoCloseable {
    /** Of each Lease. */
    public static final String NAME = RunLease.NAME;

    /** A third of a lease: two renewals may fail before another run may think that this one is gone. */
    private static final long RENEWAL_SECONDS = RunLease.DURATION.toSeconds() / 3;

    private final List<RunLease> leases = new CopyOnWriteArrayList<>();
    private final List<RunLease> lost = new CopyOnWriteArrayList<>();
    private final Progress progress;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "lease");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Future<?> renewal;

    private RunLeases(Progress progress) {
        this.progress = progress;
    }

    /**
     * Takes them, in the order of the names: two runs on the same namespaces cannot wait for each other. Who only
     * observes needs none, and nobody else is on a cluster of the run's own.
     *
     * @throws Unproven LEASE_HELD naming who holds one of them
     */
    public static RunLeases take(
            Target target, Level level, Set<String> namespaces, Cluster cluster, RunId run, Progress progress) {
        RunLeases all = new RunLeases(progress);
        if (!(target instanceof Target.Shared) || !level.allows(Level.TALK)) {
            return all;
        }
        try {
            for (String namespace : new TreeSet<>(namespaces)) {
                String holder = "run %s on %s".formatted(run, Owner.current().host());
                all.leases.add(RunLease.take(cluster, namespace, holder, progress));
            }
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
        all.renewal = all.clock.scheduleAtFixedRate(all::renew, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
        return all;
    }

    private void renew() {
        for (RunLease lease : new ArrayList<>(leases)) {
            try {
                if (!lease.renew() && leases.remove(lease)) {
                    lost.add(lease);
                }
            } catch (Unproven e) {
                // Whether the server answers again, the claims will say; until the lease runs out there is time.
                progress.note("warning:   the %s was not renewed: %s"
                        .formatted(lease, e.finding().reason()));
            }
        }
    }

    /** Tells whom the run may have met: who was asleep for longer than a lease has lost it. */
    public void tellWhatWasLost() {
        lost.forEach(lease ->
                progress.note("warning:   somebody else has taken the %s meanwhile; what this run saw may be theirs"
                        .formatted(lease)));
    }

    @Override
    public void close() {
        // A renewal that is under way ends first: half of one would leave us with an old version of the Lease.
        if (renewal != null) {
            renewal.cancel(false);
        }
        clock.shutdown();
        CleanUp.run(() -> {
            for (RunLease lease : leases) {
                try {
                    lease.release();
                } catch (Unproven e) {
                    progress.note("warning:   the %s was not let go, and runs out by itself".formatted(lease));
                }
            }
        });
    }
}
