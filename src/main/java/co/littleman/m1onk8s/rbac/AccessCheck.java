// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

/** Whether we may do something on the cluster. */
@FunctionalInterface
interface AccessCheck {
    /** True if all of the right's verbs are allowed. */
    boolean may(Permission right);
}
