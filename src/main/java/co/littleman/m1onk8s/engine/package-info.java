/** The catalogue of all checks, their execution, and the rule which finding follows from which. */
@NullMarked
package co.littleman.m1onk8s.engine;

import org.jspecify.annotations.NullMarked;
