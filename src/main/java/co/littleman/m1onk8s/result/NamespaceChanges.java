// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import java.util.List;

/**
 * What became of a namespace while a run was at work in it: objects by kind and name, and nothing of what is in them.
 *
 * @param before what it held when the run began, such as {@code Deployment cache (uid …, generation 1)}
 * @param after what it held when all that the run made was gone again
 * @param expected differences that the run's own checks account for
 * @param unexpected all others: made by the run against its promise, or by somebody else meanwhile
 * @param unseen resources that the run's user may not list
 */
public record NamespaceChanges(
        String namespace,
        List<String> before,
        List<String> after,
        List<String> expected,
        List<String> unexpected,
        List<String> unseen) {
    public NamespaceChanges {
        before = List.copyOf(before);
        after = List.copyOf(after);
        expected = List.copyOf(expected);
        unexpected = List.copyOf(unexpected);
        unseen = List.copyOf(unseen);
    }
}
