/** Claims about bad days: what the stack does when Redis hangs, fills up, dies, or its pod is replaced. */
@NullMarked
package co.littleman.m1onk8s.claims.recovery;

import org.jspecify.annotations.NullMarked;
