/** The test factory that makes one JUnit test of each verdict. */
@NullMarked
package co.littleman.m1onk8s.junit;

import org.jspecify.annotations.NullMarked;
