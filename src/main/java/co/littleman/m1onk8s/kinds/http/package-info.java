/** HTTP as a component kind: a web server that answers by its Service's name, with the status and page that are declared. */
@NullMarked
package co.littleman.m1onk8s.kinds.http;

import org.jspecify.annotations.NullMarked;
