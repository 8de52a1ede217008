/** What a run must be allowed to do on a cluster, for each level: asked for beforehand, and printed as RBAC. */
@NullMarked
package co.littleman.m1onk8s.rights;

import org.jspecify.annotations.NullMarked;
