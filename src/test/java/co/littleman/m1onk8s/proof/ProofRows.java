// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import java.util.List;
import java.util.stream.Stream;

/** The rows that the table of docs/faults.md must have, as far as they are the same in every run. */
public final class ProofRows {
    private ProofRows() {}

    /** The beginning of each row: the case, and what calls it. */
    public static List<String> expected() {
        return Stream.concat(CaseFiles.faults().entrySet().stream(), CaseFiles.good().entrySet().stream())
                .map(entry ->
                        "| %s | %s |".formatted(Table.cell(entry.getKey(), entry.getValue()), calls(entry.getValue())))
                .toList();
    }

    private static String calls(Case one) {
        Case.Expect expect = one.expect();
        if (one.needs() != null) {
            return "skipped, needs " + one.needs();
        }
        return expect == null ? "green" : "`%s` (%s)".formatted(expect.check(), expect.cause());
    }
}
