/** Requests to one API server: the client, its responses, and what a refusal means. */
@NullMarked
package co.littleman.m1onk8s.api;

import org.jspecify.annotations.NullMarked;
