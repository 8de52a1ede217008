package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.Unproven;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;

/** One run at a time on a namespace: a Lease in it, in the name of a run, as controllers hold them. */
final class RunLease {
    static final String NAME = "m1onk8s-verify";

    /** A run that was killed stands in the way for this long, and no longer. */
    static final Duration DURATION = Duration.ofSeconds(60);

    /** Each lost race is somebody else's won one. */
    private static final int TRIES = 3;

    private final Cluster cluster;
    private final String namespace;
    private final String holder;
    private LeaseState state;
    private boolean lost;

    private RunLease(Cluster cluster, String namespace, String holder, LeaseState state) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.holder = holder;
        this.state = state;
    }

    /**
     * Takes it, where nobody holds it, or who did let it run out.
     *
     * @throws Unproven LEASE_HELD naming the holder and its age
     */
    static RunLease take(Cluster cluster, String namespace, String holder, Progress progress) {
        LeaseState seen = look(cluster, namespace);
        for (int i = 0; i < TRIES; i++) {
            Instant now = Instant.now();
            if (seen.isHeldAt(now)) {
                break;
            }
            LeaseState wanted = seen.heldBy(holder, now, DURATION);
            Reply reply = write(cluster, namespace, wanted);
            if (reply.isSuccess()) {
                if (!seen.holder().isEmpty()) {
                    progress.note("lease:     taken over from %s, which let it run out %d s ago"
                            .formatted(
                                    seen.holder(),
                                    Duration.between(seen.renewed().plus(seen.duration()), now)
                                            .toSeconds()));
                }
                return new RunLease(cluster, namespace, holder, LeaseState.of(reply.body()));
            }
            if (reply.code() != HttpURLConnection.HTTP_CONFLICT) {
                throw ApiProblem.of("taking the lease %s in namespace %s".formatted(NAME, namespace), reply);
            }
            seen = look(cluster, namespace);
        }
        throw new Unproven(held(namespace, seen, Instant.now()));
    }

    static Finding held(String namespace, LeaseState seen, Instant now) {
        return Finding.of(
                        Cause.LEASE_HELD,
                        "Another run is at work in namespace %s: %s, for %d s now."
                                .formatted(
                                        namespace,
                                        seen.holder(),
                                        Duration.between(seen.acquired(), now).toSeconds()))
                .expected("the lease %s, free or run out".formatted(NAME))
                .seen("renewed %d s ago, for %d s"
                        .formatted(
                                Duration.between(seen.renewed(), now).toSeconds(),
                                seen.duration().toSeconds()))
                .next("wait for it; or kubectl -n %s get lease %s -o yaml   # who is it?".formatted(namespace, NAME));
    }

    /** Says that the run goes on; false where somebody else has taken it meanwhile. */
    synchronized boolean renew() {
        return !lost && put(state.renewedAt(Instant.now()));
    }

    /** Lets it go, for the next run. */
    synchronized void release() {
        if (!lost) {
            put(state.heldBy("", Instant.now(), DURATION));
        }
    }

    private boolean put(LeaseState wanted) {
        Reply reply = write(cluster, namespace, wanted);
        if (reply.isSuccess()) {
            state = LeaseState.of(reply.body());
        } else if (reply.code() == HttpURLConnection.HTTP_CONFLICT
                || reply.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            lost = true;
        }
        return !lost;
    }

    @Override
    public String toString() {
        return "lease %s in namespace %s of %s".formatted(NAME, namespace, holder);
    }

    private static LeaseState look(Cluster cluster, String namespace) {
        Reply reply = cluster.get(all(namespace) + "/" + NAME);
        if (!reply.isSuccess() && reply.code() != HttpURLConnection.HTTP_NOT_FOUND) {
            throw ApiProblem.of("looking at the lease %s in namespace %s".formatted(NAME, namespace), reply);
        }
        return reply.isSuccess()
                ? LeaseState.of(reply.body())
                : new LeaseState("", Instant.EPOCH, Instant.EPOCH, Duration.ZERO, "");
    }

    /** Of two who write at once, the API server lets one: it compares versions, and creates a name once. */
    private static Reply write(Cluster cluster, String namespace, LeaseState wanted) {
        String body = wanted.object(namespace, NAME).toString();
        return wanted.version().isEmpty()
                ? cluster.send("POST", all(namespace), body)
                : cluster.send("PUT", all(namespace) + "/" + NAME, body);
    }

    private static String all(String namespace) {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }
}
