// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.manifests;

import io.fabric8.kubernetes.api.model.PodSpec;
import org.jspecify.annotations.Nullable;

/**
 * A pod, or the template of pods, in the namespace of a Service.
 *
 * @param what such as {@code deployment/web}
 * @param own true for the pods behind the Service itself
 */
record NamespacePod(String what, boolean own, @Nullable PodSpec spec) {
    /** True if Kubernetes sets the variable in one of its containers: links are on, and it has no value of its own. */
    boolean gets(String variable) {
        return spec != null
                && !Boolean.FALSE.equals(spec.getEnableServiceLinks())
                && spec.getContainers().stream()
                        .anyMatch(container -> container.getEnv().stream()
                                .noneMatch(one -> one.getName().equals(variable)));
    }
}
