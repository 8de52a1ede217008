/** Checks about the manifests, and the objects that they became. */
@NullMarked
package co.littleman.m1onk8s.checks.manifests;

import org.jspecify.annotations.NullMarked;
