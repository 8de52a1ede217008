/** The command line behind scripts/verify. */
@NullMarked
package co.littleman.m1onk8s.cli;

import org.jspecify.annotations.NullMarked;
