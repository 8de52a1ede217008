/** Writers of the same verdicts: terminal, plain lines, verdicts.json. */
@NullMarked
package co.littleman.m1onk8s.report;

import org.jspecify.annotations.NullMarked;
