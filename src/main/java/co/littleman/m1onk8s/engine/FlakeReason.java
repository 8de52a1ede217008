// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

/** Why what a check saw may be owed to something else than the stack that it judges. */
enum FlakeReason {
    NONE,
    /** The API server gave no answer to somebody in this time. */
    OUTAGE,
    /** Somebody changed the workload meanwhile. */
    CHANGE
}
