/** What runs: numbered manifests, the components found in them, and their application. */
@NullMarked
package co.littleman.m1onk8s.stack;

import org.jspecify.annotations.NullMarked;
