package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.verdict.CleanUp;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.RunId;
import co.littleman.m1onk8s.verdict.Unproven;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
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

    private final List<RunLease> leases = new CopyOnWriteArrayList<>();
    private final List<RunLease> lost = new CopyOnWriteArrayList<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Cluster cluster;
    private final RunId run;
    private final Progress progress;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "lease");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Future<?> renewal;

    private RunLeases(Cluster cluster, RunId run, Progress progress) {
        this.cluster = cluster;
        this.run = run;
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
        RunLeases all = new RunLeases(cluster, run, progress);
        if (!(target instanceof Target.Shared) || !level.allows(Level.TALK)) {
            return all;
        }
        try {
            for (String namespace : new TreeSet<>(namespaces)) {
                String holder = "run %s on %s".formatted(run, Owner.current().host());
                all.leases.add(RunLease.take(cluster, namespace, run, holder, progress));
            }
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
        all.renewal = all.clock.scheduleAtFixedRate(all::renew, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
        return all;
    }

    /** What the run is to put on all that it creates in a namespace. */
    public Mark mark(String namespace) {
        return new Mark(
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

    /** The runs that let their leases run out, which are this run's now. */
    public Set<RunId> killed() {
        return leases.stream()
                .map(RunLease::killed)
                .filter(id -> !id.isEmpty())
                .map(RunId::new)
                .collect(Collectors.toSet());
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
        } catch (Unproven e) {
            progress.note("warning:   the expiry of %s was not put off: %s"
                    .formatted(path, e.finding().reason()));
            return false;
        }
    }

    private void renewLeases() {
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
