// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

/** What comes of a PING. */
public enum Hearing {
    /** An answer, be it a refusal. */
    ANSWER,
    /** Nothing in time. */
    SILENCE,
    /** No connection, or one that broke. */
    NO_CONNECTION
}
