/** What the manifests describe: workloads, Services and the components that they form. */
@NullMarked
package co.littleman.m1onk8s.stack;

import org.jspecify.annotations.NullMarked;
