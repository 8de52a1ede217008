// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a chart becomes manifests; all else ignores it but {@code withHooks}.
 *
 * @param values files of values, as {@code helm template --values} takes them, in order
 * @param set values as {@code helm template --set} takes them, such as {@code a=1,b=2}; null for none
 * @param release name of the release; null for the name of the chart
 * @param kubeVersion the Kubernetes that the chart is told of, such as {@code 1.34.4}; null for Helm's own idea of it
 * @param withHooks true: what a chart installs by its install hooks is a part of the stack
 */
public record Rendering(
        List<Path> values,
        @Nullable String set,
        @Nullable String release,
        @Nullable String kubeVersion,
        boolean withHooks) {
    /** Nothing is said about a chart. */
    public static final Rendering PLAIN = new Rendering(List.of(), null, null, null, false);

    public Rendering {
        values = List.copyOf(values);
    }

    /** True if something is said that only a chart understands. */
    public boolean wantsChart() {
        return !values.isEmpty() || set != null || release != null;
    }
}
