/** What every part of a run uses: its id, its phases, its progress, waiting and cleaning up. */
@NullMarked
package co.littleman.m1onk8s.run;

import org.jspecify.annotations.NullMarked;
