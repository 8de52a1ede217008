// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.stack;

import java.util.List;

/** Finds the servers of a component that one component kind knows. It reads manifests only, and asks no cluster. */
public interface ServerDetector {
    /** Those that it knows; empty if the component has none. */
    List<Server> servers(Component component);
}
