/** Saves what the cluster showed at the moment of a failure, without secrets. */
@NullMarked
package co.littleman.m1onk8s.diagnostics;

import org.jspecify.annotations.NullMarked;
