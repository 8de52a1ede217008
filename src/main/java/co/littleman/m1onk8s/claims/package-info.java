/** The form of a claim; the claims themselves stand in one package for each subject. */
@NullMarked
package co.littleman.m1onk8s.claims;

import org.jspecify.annotations.NullMarked;
