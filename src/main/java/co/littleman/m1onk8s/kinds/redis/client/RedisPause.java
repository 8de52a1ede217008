// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A Redis that hangs: it takes connections and answers nobody. It thaws by itself soon after the client that froze it
 * is gone, because the freeze is a row of short pauses and not one long one.
 *
 * <p>CLIENT PAUSE ALL holds back every command, the next CLIENT PAUSE as well. What is held back goes on in the order
 * in which it came, so a pause that was sent before all others had a chance to ask is the first to be processed when
 * the one before it ends: nobody gets an answer in between (Redis 7.0, networking.c, blockPostponeClient).
 */
public final class RedisPause implements AutoCloseable {
    /** How long Redis stays frozen after we died. */
    static final int PAUSE_MILLIS = 1_500;

    /** One that runs, and one that waits behind it. */
    private static final int AHEAD = 2;

    private final Line line;
    private final long startNanos = System.nanoTime();
    private long sent;
    private boolean broken;

    RedisPause(HostAndPort address, JedisClientConfig config) {
        line = new Line(address, config);
        try {
            while (sent < AHEAD) {
                line.pause();
                sent++;
            }
            line.getOne();
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /**
     * Keeps it frozen; to be called more often than once a second.
     *
     * @return false if the connection broke, and with it the freeze
     */
    public boolean goesOn() {
        try {
            while (!broken && sent < due()) {
                line.pause();
                line.send();
                sent++;
            }
        } catch (JedisConnectionException e) {
            broken = true;
        }
        return !broken;
    }

    private long due() {
        return (System.nanoTime() - startNanos) / (PAUSE_MILLIS * 1_000_000L) + AHEAD;
    }

    @Override
    public void close() {
        try {
            line.close();
        } catch (JedisConnectionException e) {
            // It was closed from the other end: the freeze is over as well.
        }
    }

    /** jedis waits for each answer, and sends when it does; here nobody answers. */
    private static final class Line extends Connection {
        Line(HostAndPort address, JedisClientConfig config) {
            super(address, config);
        }

        void pause() {
            sendCommand(Protocol.Command.CLIENT, "PAUSE", String.valueOf(PAUSE_MILLIS), "ALL");
        }

        void send() {
            flush();
        }
    }
}
