/** The permissions that each level needs: asked for before a run, and printed as RBAC. */
@NullMarked
package co.littleman.m1onk8s.rbac;

import org.jspecify.annotations.NullMarked;
