/** The interfaces and the description of a check; the checks are in one package for each subject. */
@NullMarked
package co.littleman.m1onk8s.checks;

import org.jspecify.annotations.NullMarked;
