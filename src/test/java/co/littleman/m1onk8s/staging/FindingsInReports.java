// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** What a run has found, for a test's own failure to show. */
final class FindingsInReports {
    private FindingsInReports() {}

    static String of(Result result) {
        return result.verdicts().stream()
                .filter(verdict -> !verdict.cause().isEmpty())
                .map(verdict -> verdict.name() + ": " + verdict.message())
                .collect(Collectors.joining("\n"));
    }

    static List<String> causes(Result result) {
        return result.verdicts().stream()
                .map(Verdict::cause)
                .filter(cause -> !cause.isEmpty())
                .toList();
    }
}
