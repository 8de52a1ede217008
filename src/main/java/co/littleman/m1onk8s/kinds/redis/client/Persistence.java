// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

/**
 * How Redis keeps its disk, as it runs.
 *
 * @param appendonly true if it writes every change to a file
 * @param dir where it writes
 */
public record Persistence(boolean appendonly, String dir) {
    /** Asks Redis itself: arguments, redis.conf and CONFIG SET all end here. */
    public static Persistence of(Redis redis) {
        return new Persistence("yes".equals(redis.config("appendonly")), redis.config("dir"));
    }
}
