/** Claims about the Service and its names. */
@NullMarked
package co.littleman.m1onk8s.claims.service;

import org.jspecify.annotations.NullMarked;
