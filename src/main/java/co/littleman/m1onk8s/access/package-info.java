/** Which cluster a run uses, who the user is there, and how far the run may go. */
@NullMarked
package co.littleman.m1onk8s.access;

import org.jspecify.annotations.NullMarked;
