/** Checks about bad days: what the stack does when a process dies or a pod is deleted. */
@NullMarked
package co.littleman.m1onk8s.checks.disruption;

import org.jspecify.annotations.NullMarked;
