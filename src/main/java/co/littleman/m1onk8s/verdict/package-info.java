/** The words that every room speaks: outcomes, causes, findings, verdicts. */
@NullMarked
package co.littleman.m1onk8s.verdict;

import org.jspecify.annotations.NullMarked;
