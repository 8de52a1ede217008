package co.littleman.m1onk8s.cluster;

import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.RunId;
import co.littleman.m1onk8s.verdict.Unproven;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;

/** One run at a time on a namespace: a Lease in it, in the name of a run, as controllers hold them. */
final class RunLease {
    static final String NAME = "m1onk8s-verify";

    /** Each lost race is somebody else's won one. */
    private static final int TRIES = 3;

    private static final Reply GONE = new Reply(HttpURLConnection.HTTP_NOT_FOUND, MissingNode.getInstance());

    private final Cluster cluster;
    private final String namespace;
    private final String holder;
    private final String killed;
    private LeaseState state;
    private boolean lost;

    private RunLease(Cluster cluster, String namespace, String holder, String killed, LeaseState state) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.holder = holder;
        this.killed = killed;
        this.state = state;
    }

    /**
     * Takes it, where nobody holds it. One that has run out is deleted first, and not given another holder: with it goes
     * what it owns, the client pods of a run that was killed.
     *
     * @throws Unproven LEASE_HELD naming the holder and its age
     */
    static RunLease take(Cluster cluster, String namespace, RunId run, String holder, Progress progress) {
        LeaseState seen = look(cluster, namespace);
        for (int i = 0; i < TRIES; i++) {
            Instant now = Instant.now();
            if (seen.isHeldAt(now)) {
                break;
            }
            Reply reply = seen.isThere() ? delete(cluster, namespace, seen) : GONE;
            if (reply.isSuccess() || reply.code() == HttpURLConnection.HTTP_NOT_FOUND) {
                reply = write(cluster, namespace, LeaseState.heldBy(run, holder, now, Expiry.HELD));
            }
            if (reply.isSuccess()) {
                tell(seen, now, progress);
                return new RunLease(cluster, namespace, holder, seen.run(), LeaseState.of(reply.body()));
            }
            if (reply.code() != HttpURLConnection.HTTP_CONFLICT) {
                throw ApiProblem.of("taking the lease %s in namespace %s".formatted(NAME, namespace), reply);
            }
            seen = look(cluster, namespace);
        }
        throw new Unproven(held(namespace, seen, Instant.now()));
    }

    private static void tell(LeaseState seen, Instant now, Progress progress) {
        if (!seen.holder().isEmpty()) {
            progress.note("lease:     taken over from %s, which let it run out %d s ago"
                    .formatted(
                            seen.holder(),
                            Duration.between(seen.renewed().plus(seen.duration()), now)
                                    .toSeconds()));
        }
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

    /** Takes it away, and with it what it owns; whoever has it by now keeps theirs. */
    synchronized void release() {
        if (!lost) {
            lost = true;
            Reply reply = delete(cluster, namespace, state);
            if (!reply.isSuccess()
                    && reply.code() != HttpURLConnection.HTTP_NOT_FOUND
                    && reply.code() != HttpURLConnection.HTTP_CONFLICT) {
                throw ApiProblem.of("letting go the " + this, reply);
            }
        }
    }

    String namespace() {
        return namespace;
    }

    /** The run that let it run out, to which it belonged before; empty for none. */
    String killed() {
        return killed;
    }

    /** By which Kubernetes itself takes away what belongs to it, whoever deletes it. */
    synchronized OwnerReference owner() {
        return new OwnerReferenceBuilder()
                .withApiVersion("coordination.k8s.io/v1")
                .withKind("Lease")
                .withName(NAME)
                .withUid(state.uid())
                .build();
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
        return reply.isSuccess() ? LeaseState.of(reply.body()) : LeaseState.NONE;
    }

    /** Of two who write at once, the API server lets one: it compares versions, and creates a name once. */
    private static Reply write(Cluster cluster, String namespace, LeaseState wanted) {
        String body = wanted.object(namespace, NAME).toString();
        return wanted.isThere()
                ? cluster.send("PUT", all(namespace) + "/" + NAME, body)
                : cluster.send("POST", all(namespace), body);
    }

    /** Just as it was seen: one that was renewed since is somebody's. */
    private static Reply delete(Cluster cluster, String namespace, LeaseState seen) {
        ObjectNode just = Sweep.just(seen.uid());
        just.withObject("/preconditions").put("resourceVersion", seen.version());
        return cluster.send("DELETE", all(namespace) + "/" + NAME, just.toString());
    }

    private static String all(String namespace) {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }
}
