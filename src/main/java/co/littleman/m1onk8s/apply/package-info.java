/** Creates, finds and deletes the objects of the manifests on a cluster. */
@NullMarked
package co.littleman.m1onk8s.apply;

import org.jspecify.annotations.NullMarked;
