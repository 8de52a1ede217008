/** Writes the verdicts: terminal, plain lines, journal and verdicts.json. */
@NullMarked
package co.littleman.m1onk8s.report;

import org.jspecify.annotations.NullMarked;
