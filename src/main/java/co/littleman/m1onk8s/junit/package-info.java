/** The one test factory that adapts verdicts to JUnit. */
@NullMarked
package co.littleman.m1onk8s.junit;

import org.jspecify.annotations.NullMarked;
