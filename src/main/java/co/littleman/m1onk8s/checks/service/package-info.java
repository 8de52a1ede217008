/** Checks about the Service and its names. */
@NullMarked
package co.littleman.m1onk8s.checks.service;

import org.jspecify.annotations.NullMarked;
