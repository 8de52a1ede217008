/** What the cluster showed at the moment of a failure, kept as files without secrets. */
@NullMarked
package co.littleman.m1onk8s.evidence;

import org.jspecify.annotations.NullMarked;
