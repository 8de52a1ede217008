// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

/**
 * A cluster on which a run may do more than observe.
 *
 * @param name what people call it
 * @param uid uid of its namespace kube-system, which no other cluster has
 * @param highest the highest level there
 * @param production the list says in so many words that this is production
 */
public record AllowedCluster(String name, String uid, Level highest, boolean production) {
    /** The words; a shorter yes is too easily copied. */
    public static final String PRODUCTION = "yes, this is production";
}
