/** What claims see of a run: the stack as a whole, one component, and the paths on which they reach it. */
@NullMarked
package co.littleman.m1onk8s.scene;

import org.jspecify.annotations.NullMarked;
