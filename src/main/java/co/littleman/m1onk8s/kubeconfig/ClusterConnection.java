// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import co.littleman.m1onk8s.result.CheckFailedException;
import io.fabric8.kubernetes.client.Config;
import java.time.Instant;

/**
 * A way to an API server.
 *
 * @param config what fabric8 is told
 * @param proxy what is in between
 * @param credentials who we say we are
 */
public record ClusterConnection(Config config, Proxy proxy, Credentials credentials) {
    /** A way by which fabric8 has been told all already. */
    public static ClusterConnection plain(Config config) {
        return new ClusterConnection(config, Proxy.NONE, Credentials.UNKNOWN);
    }

    /** What a first question that failed says of the way. */
    public CheckFailedException explain(CheckFailedException problem) {
        return credentials.explain(proxy.explain(problem), Instant.now());
    }
}
