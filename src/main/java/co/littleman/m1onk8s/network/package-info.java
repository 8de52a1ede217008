/** Reaches a pod: by a port-forward, or from a client pod inside the cluster. */
@NullMarked
package co.littleman.m1onk8s.network;

import org.jspecify.annotations.NullMarked;
