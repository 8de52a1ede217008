// SPDX-License-Identifier: Apache-2.0
/** Component kinds: what a program such as a web server brings to a run, and how a run finds the kinds that there are. */
@NullMarked
package co.littleman.m1onk8s.kinds;

import org.jspecify.annotations.NullMarked;
