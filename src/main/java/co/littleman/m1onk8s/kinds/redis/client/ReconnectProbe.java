// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.network.Script;
import co.littleman.m1onk8s.run.Poll;
import java.time.Duration;

/**
 * A client inside the cluster that behaves as an application does: it holds a connection through the Service, and where
 * that breaks it tries until it has a new one. It runs in the client pod by itself, for a minute and a half at most,
 * and writes down each attempt with the time of its own clock.
 *
 * <p>The held connection needs bash, whose {@code /dev/tcp} speaks no TLS; without it each attempt is a new connection.
 */
public final class ReconnectProbe implements AutoCloseable {
    /** Longer than any wait of the check that starts it. */
    private static final int LIFE_MILLIS = 90_000;

    private static final String LOG = "/dev/shm/m1onk8s-held.log";
    private static final String CODE = "/dev/shm/m1onk8s-held.sh";
    private static final String STOP = "/dev/shm/m1onk8s-held.stop";

    private final ClientPod pod;
    private final RedisAccess access;
    private final String host;
    private final int port;

    private ReconnectProbe(ClientPod pod, RedisAccess access, String host, int port) {
        this.pod = pod;
        this.access = access;
        this.host = host;
        this.port = port;
    }

    /** Starts it, and waits until it holds its connection: the second attempt is over it. */
    public static ReconnectProbe start(ClientPod pod, RedisAccess access, String host, int port) {
        ReconnectProbe client = new ReconnectProbe(pod, access, host, port);
        pod.run(client.launch());
        Poll.REMOTE.until(Duration.ofSeconds(5), () -> client.attempts().count() > 1);
        return client;
    }

    private String launch() {
        return """
                rm -f %s %s
                cat > %s <<'SCRIPT'
                host=%s port=%d tls=%s user=%s life=%d stop=%s
                ask() { timeout 1 %s; }
                %s
                SCRIPT
                shell=sh
                command -v bash > /dev/null && shell=bash
                %s
                $shell %s > %s 2>&1 < /dev/null &""".formatted(
                LOG,
                STOP,
                CODE,
                host,
                port,
                access.tls() ? "yes" : "",
                access.user() == null ? "" : ClientPod.quoted(access.user()),
                LIFE_MILLIS,
                STOP,
                RedisCli.ping(access, host, port),
                Script.of(ReconnectProbe.class, "reconnect-probe.sh").text().stripTrailing(),
                RedisCli.login(access),
                CODE,
                LOG);
    }

    /** What it has seen so far. */
    public Attempts attempts() {
        return Attempts.parse(pod.run("cat " + LOG));
    }

    @Override
    public void close() {
        pod.run("touch " + STOP);
    }
}
