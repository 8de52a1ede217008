// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import java.util.List;

/**
 * One thing that a linter says about manifests.
 *
 * @param object what it is about, such as {@code Service/cache}
 * @param check the linter's own name for the rule
 * @param words what it says
 * @param serious whether the linter's exit code tells it, without any option
 */
record Complaint(String object, String check, String words, boolean serious) {
    /**
     * Those that are not said of the good manifests as well. The object does not count: what is wrong with a good
     * Deployment by the same words tells nothing about another one.
     */
    static List<Complaint> without(List<Complaint> noise, List<Complaint> complaints) {
        return complaints.stream()
                .filter(complaint -> noise.stream().noneMatch(complaint::saysTheSame))
                .toList();
    }

    private boolean saysTheSame(Complaint other) {
        return check.equals(other.check) && words.equals(other.words) && serious == other.serious;
    }
}
