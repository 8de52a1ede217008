/** The catalogue, and who turns its claims into verdicts. */
@NullMarked
package co.littleman.m1onk8s.judge;

import org.jspecify.annotations.NullMarked;
