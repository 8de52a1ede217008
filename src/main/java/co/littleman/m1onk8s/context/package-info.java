/** What a check sees of a run: the whole stack, one component, and the connections to it. */
@NullMarked
package co.littleman.m1onk8s.context;

import org.jspecify.annotations.NullMarked;
