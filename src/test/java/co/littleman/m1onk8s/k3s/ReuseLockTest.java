// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.lease.RunLeases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReuseLockTest {
    private final Target.Ephemeral target =
            new Target.Ephemeral("a-node:" + UUID.randomUUID(), true, List.of(), null, null);

    @AfterEach
    void removeTheFile() throws IOException {
        Files.deleteIfExists(ReuseLock.file(target));
    }

    @Test
    void oneRunAtATime() {
        try (ReuseLock lock = lock()) {
            assertThat(ReuseLock.tryLock(target)).as("beside %s", lock).isNull();
        }
        lock().close();
    }

    @Test
    void whoWasKilledIsRememberedUntilSomebodyForgetsThem() {
        try (ReuseLock lock = lock()) {
            assertThat(lock.left()).isEmpty();
            lock.remember(Set.of("00000001", "00000002", "00000003"));
        }
        try (ReuseLock lock = lock()) {
            assertThat(lock.left()).containsExactly("00000001", "00000002", "00000003");
            lock.remember(Set.of("00000002"));
            assertThat(lock.left()).containsExactly("00000002");
            lock.remember(Set.of());
            assertThat(lock.left()).isEmpty();
        }
    }

    /** A check that was interrupted says so as well, and the lock stays. */
    @Test
    void anInterruptDoesNotLetItGo() {
        try (ReuseLock lock = lock()) {
            Thread.currentThread().interrupt();
            lock.remember(Set.of("00000001"));
            assertThat(Thread.interrupted()).isTrue();

            assertThat(lock.left()).containsExactly("00000001");
            assertThat(ReuseLock.tryLock(target)).isNull();
        }
    }

    /** As a run that is killed while it writes leaves the file. */
    @Test
    void halfOfWhatIsWrittenIsAListAsWell() throws IOException {
        Files.writeString(ReuseLock.file(target), "00000001\n0000");

        try (ReuseLock lock = lock()) {
            assertThat(lock.left()).containsExactly("00000001");
        }
    }

    @Test
    void aRunThatMayLeaveKeysSaysSoBeforeItWritesThem() throws IOException {
        RunId run = new RunId("0badc0de");
        try (FakeApiServer server = new FakeApiServer();
                ReuseLock lock = lock();
                Cluster cluster = server.kept(lock);
                RunLeases leases = RunLeases.take(target, Level.DISRUPT, Set.of("shop"), cluster, run, Progress.NONE)) {
            assertThat(leases.left()).isEmpty();
            leases.mayLeaveKeys();
            assertThat(lock.left()).containsExactly("0badc0de");

            RunId next = new RunId("1badc0de");
            RunLeases after = RunLeases.take(target, Level.TALK, Set.of("shop"), cluster, next, Progress.NONE);
            assertThat(after.left()).containsExactly(run);
            after.forget(Set.of(run));
            assertThat(lock.left()).isEmpty();

            assertThat(server.requests()).as("a lock is no lease").containsExactly("GET /version");
        }
    }

    private ReuseLock lock() {
        return Objects.requireNonNull(ReuseLock.tryLock(target));
    }
}
