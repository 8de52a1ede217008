/** How a client gets there: through a tunnel to one pod, or from a pod inside the cluster. */
@NullMarked
package co.littleman.m1onk8s.route;

import org.jspecify.annotations.NullMarked;
