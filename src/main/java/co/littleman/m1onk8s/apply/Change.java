// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.apply;

/** What an apply did to one object, proven by its resourceVersion. */
public enum Change {
    CREATED,
    CONFIGURED,
    UNCHANGED
}
