// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.result.CheckFailedException;

/** A way from this machine to one port of a pod: what connects to its address here is connected there. */
public interface Tunnel extends AutoCloseable {
    /** Where a client on this machine connects: an address of loopback. */
    String host();

    /** The port of that address. */
    int port();

    /**
     * Why a connection through the tunnel failed: the pod refused it, or the tunnel itself is at fault.
     *
     * @param clientError the client's own words, if the tunnel knows no better ones
     */
    CheckFailedException explain(String clientError);

    /** True if the pod refused a connection through this tunnel. */
    boolean isRefused();

    @Override
    void close();
}
