/** Checks about bad days: what the stack does when Redis hangs, fills up, dies, or its pod is replaced. */
@NullMarked
package co.littleman.m1onk8s.checks.disruption;

import org.jspecify.annotations.NullMarked;
