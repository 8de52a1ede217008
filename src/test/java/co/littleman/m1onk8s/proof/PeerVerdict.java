// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What one other tool says about one stack.
 *
 * @param peer the tool
 * @param answer what that comes to
 * @param says its own words, in short; empty if it says nothing new
 * @param seconds what it took
 */
record PeerVerdict(String peer, PeerAnswer answer, String says, double seconds) {
    boolean flags() {
        return answer == PeerAnswer.FLAGS;
    }

    /** The verdict of a linter whose noise is known. */
    static PeerVerdict of(String peer, List<Complaint> complaints, List<Complaint> noise, double seconds) {
        List<Complaint> news = Complaint.without(noise, complaints);
        if (news.stream().anyMatch(Complaint::serious)) {
            return new PeerVerdict(peer, PeerAnswer.FLAGS, told(news, true), seconds);
        }
        // A warning is not in the exit code, so that a build goes on with it; still it was said.
        String warned = news.isEmpty() ? "" : "only warns: " + told(news, false);
        PeerAnswer answer = complaints.stream().anyMatch(Complaint::serious) ? PeerAnswer.NOISE : PeerAnswer.SILENT;
        return new PeerVerdict(peer, answer, warned, seconds);
    }

    private static String told(List<Complaint> complaints, boolean serious) {
        return complaints.stream()
                .filter(complaint -> complaint.serious() == serious)
                .map(complaint -> "%s (%s)".formatted(complaint.check(), complaint.object()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
