/** Every option of a run, read and validated before anything is touched. */
@NullMarked
package co.littleman.m1onk8s.settings;

import org.jspecify.annotations.NullMarked;
