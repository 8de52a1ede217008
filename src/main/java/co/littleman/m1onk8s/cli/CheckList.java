// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.cli;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import java.io.PrintStream;
import java.util.List;

/** The checks as {@code --list} prints them. */
final class CheckList {
    private CheckList() {}

    /** Prints each check in four lines at most, and an empty line after it. */
    static void print(List<Check> checks, PrintStream out) {
        for (Check check : checks) {
            CheckInfo info = check.info();
            out.printf("%s (level %s)%n", info.id(), info.level().word());
            out.printf("  %s%n", info.holds());
            out.printf("  If it fails: %s%n", info.failing());
            if (!info.dependencies().isEmpty()) {
                out.printf("  Depends on: %s%n", String.join(", ", info.dependencies()));
            }
            out.println();
        }
    }
}
