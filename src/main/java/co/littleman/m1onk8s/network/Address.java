// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

/**
 * Where a client inside the cluster connects to.
 *
 * @param host a name or an IP address
 */
public record Address(String host, int port) {
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
