// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import org.jspecify.annotations.Nullable;

/** Sees each request of a piece of work before it is sent. */
@FunctionalInterface
public interface RequestFilter {
    /**
     * Returns if the request may be sent; what it throws is what the caller of the request gets.
     *
     * @param path of the URL, as the API server sees it
     * @param query of the URL; null for none
     */
    void admit(String method, String path, @Nullable String query);
}
