// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import io.fabric8.kubernetes.api.model.Container;

/**
 * A container of a component that clients connect to, as a component kind has detected it in the manifests.
 *
 * @param kind name of the kind, such as {@code http}
 * @param container the container that serves
 * @param port the port on which it listens, as declared
 * @param why what it was detected by, such as {@code port name http}
 * @param data what it holds
 * @param hasTools true if its image has a shell and getent, so that a client pod can run it
 */
public record Server(String kind, Container container, int port, String why, Data data, boolean hasTools) {
    /** What a server holds, which decides how many of it there may be and who may reach it. */
    public enum Data {
        /** Nothing that is lost with it. */
        NONE,
        /** Data, of which nobody knows what it is for. */
        SOME,
        /** Data of which there is one copy: a second server behind the same address would not have it. */
        ONE_COPY,
        /** Data of which the servers themselves keep several copies alike. */
        REPLICATED
    }

    /** True if both listen on the same port of the same container. */
    boolean isSamePort(Server other) {
        return port == other.port && container.getName().equals(other.container.getName());
    }

    /** True if it is a store: with it, data is lost. */
    public boolean isStore() {
        return data != Data.NONE;
    }
}
