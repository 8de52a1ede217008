// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import co.littleman.m1onk8s.run.RunId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What everything bears that a run creates on a cluster: whose it is, and from when on nobody's.
 *
 * @param owner the run's Lease in that namespace, with which it goes; null if the run has none there
 */
public record OwnershipMetadata(
        RunId run, Instant expires, @Nullable OwnerReference owner) {
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String MANAGER = "m1onk8s-verify";
    public static final String RUN = "m1onk8s.littleman.co/run";

    /** The same object, marked; there is no finalizer of ours. */
    public ObjectMeta on(ObjectMeta metadata) {
        ObjectMetaBuilder marked = new ObjectMetaBuilder(metadata)
                .addToLabels(MANAGED_BY, MANAGER)
                .addToLabels(RUN, run.value())
                .addToAnnotations(Expiry.ANNOTATION, Expiry.text(expires));
        return owner == null
                ? marked.build()
                : marked.withOwnerReferences(owner).build();
    }
}
