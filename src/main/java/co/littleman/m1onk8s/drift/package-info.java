/** Compares an object on the cluster with its manifest. */
@NullMarked
package co.littleman.m1onk8s.drift;

import org.jspecify.annotations.NullMarked;
