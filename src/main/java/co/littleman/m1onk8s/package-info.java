/** Runs a whole verification; start at {@link co.littleman.m1onk8s.Verification}. */
@NullMarked
package co.littleman.m1onk8s;

import org.jspecify.annotations.NullMarked;
