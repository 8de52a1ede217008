/** Reads manifests from files and checks their form, before anything is asked of a cluster. */
@NullMarked
package co.littleman.m1onk8s.manifest;

import org.jspecify.annotations.NullMarked;
