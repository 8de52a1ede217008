// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.api.ApiResponse;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One run at a time on a namespace: a Lease in it, in the name of a run, as controllers hold them. */
final class RunLease {
    static final String NAME = "m1onk8s-verify";

    /** Each lost race is somebody else's won one. */
    private static final int TRIES = 3;

    private static final ApiResponse GONE =
            new ApiResponse(HttpURLConnection.HTTP_NOT_FOUND, MissingNode.getInstance());

    private final Cluster cluster;
    private final String namespace;
    private final String holder;
    private LeaseState state;
    private @Nullable Finding lost;

    private RunLease(Cluster cluster, String namespace, String holder, LeaseState state) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.holder = holder;
        this.state = state;
    }

    /**
     * Takes it, if nobody holds it. One that has run out is deleted first, and not given another holder: with it goes
     * what it owns, the client pods of a run that was killed.
     *
     * @throws CheckFailedException LEASE_HELD naming the holder and its age
     */
    static RunLease take(Cluster cluster, String namespace, RunId run, String holder, Progress progress) {
        LeaseState seen = look(cluster, namespace);
        Set<String> left = new TreeSet<>();
        for (int i = 0; i < TRIES; i++) {
            Instant now = Instant.now();
            if (seen.run().equals(run.value())) {
                // Our own request, whose answer was lost.
                return new RunLease(cluster, namespace, holder, seen);
            }
            if (seen.isHeldAt(now)) {
                break;
            }
            ApiResponse reply = seen.isThere() ? delete(cluster, namespace, seen) : GONE;
            if (reply.isSuccess() || reply.code() == HttpURLConnection.HTTP_NOT_FOUND) {
                left.addAll(seen.left());
                reply = write(
                        cluster,
                        namespace,
                        LeaseState.heldBy(run, holder, now, Expiry.HELD).remembering(left));
            }
            if (reply.isSuccess()) {
                tell(seen, now, progress);
                return new RunLease(cluster, namespace, holder, LeaseState.of(reply.body()));
            }
            if (reply.code() != HttpURLConnection.HTTP_CONFLICT) {
                throw ApiProblem.of("taking the lease %s in namespace %s".formatted(NAME, namespace), reply);
            }
            seen = look(cluster, namespace);
        }
        throw new CheckFailedException(held(namespace, seen, Instant.now()));
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

    /**
     * Says that the run goes on.
     *
     * @throws CheckFailedException LEASE_LOST if it is no longer this run's; or why it could not be renewed
     */
    synchronized void renew() {
        requireHeld();
        if (!put(state.renewedAt(Instant.now()))) {
            put(state.renewedAt(Instant.now()));
        }
    }

    /**
     * Without asking anybody.
     *
     * @throws CheckFailedException LEASE_LOST if it is known that it is no longer this run's
     */
    synchronized void requireHeld() {
        if (lost == null && !state.isHeldAt(Instant.now())) {
            lost = lost("It ran out: for %d s it could not be renewed."
                    .formatted(state.duration().toSeconds()));
        }
        if (lost != null) {
            throw new CheckFailedException(lost);
        }
    }

    /** Remembers just these runs, in the cluster from the next renewal on. */
    synchronized void remember(Set<String> runs) {
        state = state.remembering(runs);
    }

    /**
     * Deletes it, and with it what it owns; if another run holds it by now, it stays. If there is something to remember
     * it stays, without a holder.
     *
     * @return false if it stays
     */
    synchronized boolean release() {
        if (lost != null) {
            return true;
        }
        lost = lost("It was let go.");
        boolean stays = !state.left().isEmpty();
        ApiResponse reply = stays ? write(cluster, namespace, state.letGo()) : delete(cluster, namespace, state);
        if (!reply.isSuccess()
                && reply.code() != HttpURLConnection.HTTP_NOT_FOUND
                && reply.code() != HttpURLConnection.HTTP_CONFLICT) {
            throw ApiProblem.of("letting go the " + this, reply);
        }
        return !stays;
    }

    private Finding lost(String how) {
        return Finding.of(
                        Cause.LEASE_LOST,
                        "The lease %s in namespace %s is no longer this run's: another run may be at work there."
                                .formatted(NAME, namespace))
                .expected("held by " + holder)
                .seen(how)
                .likely("somebody took or deleted it by hand, or this run was asleep for longer than a minute")
                .next("kubectl -n %s get lease %s -o yaml   # whose is it?".formatted(namespace, NAME));
    }

    String namespace() {
        return namespace;
    }

    /** The runs that it remembers: their keys may still be there. */
    synchronized Set<String> left() {
        return state.left();
    }

    /** With it Kubernetes itself deletes what belongs to the Lease, whoever deletes the Lease. */
    synchronized OwnerReference owner() {
        return new OwnerReferenceBuilder()
                .withApiVersion("coordination.k8s.io/v1")
                .withKind("Lease")
                .withName(NAME)
                .withUid(state.uid())
                .build();
    }

    /** False if the lease is there and this run's, but does not remember what it should. */
    private boolean put(LeaseState wanted) {
        ApiResponse reply = write(cluster, namespace, wanted);
        if (reply.code() == HttpURLConnection.HTTP_CONFLICT) {
            LeaseState seen = look(cluster, namespace);
            if (seen.run().equals(state.run()) && seen.uid().equals(state.uid())) {
                // Our own last request, whose answer was lost.
                state = new LeaseState(
                        state.run(),
                        state.left(),
                        state.holder(),
                        state.acquired(),
                        seen.renewed(),
                        state.duration(),
                        state.uid(),
                        seen.version());
                return seen.left().equals(state.left());
            }
            lost = lost(seen.holder().isEmpty() ? "It is gone." : "It is held by %s.".formatted(seen.holder()));
        } else if (reply.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            lost = lost("It is gone.");
        } else if (!reply.isSuccess()) {
            throw ApiProblem.of("renewing the " + this, reply);
        } else {
            state = LeaseState.of(reply.body());
        }
        if (lost != null) {
            throw new CheckFailedException(lost);
        }
        return true;
    }

    @Override
    public String toString() {
        return "lease %s in namespace %s of %s".formatted(NAME, namespace, holder);
    }

    private static LeaseState look(Cluster cluster, String namespace) {
        ApiResponse reply = cluster.get(all(namespace) + "/" + NAME);
        if (!reply.isSuccess() && reply.code() != HttpURLConnection.HTTP_NOT_FOUND) {
            throw ApiProblem.of("looking at the lease %s in namespace %s".formatted(NAME, namespace), reply);
        }
        return reply.isSuccess() ? LeaseState.of(reply.body()) : LeaseState.NONE;
    }

    /**
     * Of two runs that write at the same time, the API server admits one: it compares versions, and creates a name
     * once.
     */
    private static ApiResponse write(Cluster cluster, String namespace, LeaseState wanted) {
        String body = wanted.object(namespace, NAME).toString();
        return wanted.isThere()
                ? cluster.send("PUT", all(namespace) + "/" + NAME, body)
                : cluster.send("POST", all(namespace), body);
    }

    /** Just as it was seen: one that was renewed since is somebody's. */
    private static ApiResponse delete(Cluster cluster, String namespace, LeaseState seen) {
        ObjectNode just = OrphanPods.just(seen.uid());
        just.withObject("/preconditions").put("resourceVersion", seen.version());
        return cluster.send("DELETE", all(namespace) + "/" + NAME, just.toString());
    }

    private static String all(String namespace) {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }
}
