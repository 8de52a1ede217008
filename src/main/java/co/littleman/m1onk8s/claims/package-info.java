/** The catalogue: one small class a claim, and the runner that turns claims into verdicts. */
@NullMarked
package co.littleman.m1onk8s.claims;

import org.jspecify.annotations.NullMarked;
