/** The words of a result: outcomes, causes, findings, verdicts, and the exceptions that carry them. */
@NullMarked
package co.littleman.m1onk8s.result;

import org.jspecify.annotations.NullMarked;
