/** Reads a kubeconfig: certificates, tokens, login plugins and proxies. */
@NullMarked
package co.littleman.m1onk8s.kubeconfig;

import org.jspecify.annotations.NullMarked;
