/** The way to an API server that is already there: what a kubeconfig says, the login that it leads to, and the proxy between. */
@NullMarked
package co.littleman.m1onk8s.kubeconfig;

import org.jspecify.annotations.NullMarked;
