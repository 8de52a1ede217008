// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.junit.StackVerification;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The suite on the stack of this project. What happens, in order: a k3s node starts in a container; the manifests are
 * applied by their numbers; the rollout completes; the Service's names resolve inside the cluster; Redis answers PING
 * and keeps a key, by name from another pod and through a port-forward from here. Settings come from the environment, so
 * the same class judges a staging cluster: VERIFY_CONTEXT.
 */
@ResourceLock(SharedClusters.NODE_OF_ONES_OWN)
class CacheStackIT implements StackVerification {}
