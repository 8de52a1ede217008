// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A container's memory limit, as its pod has it, which a LimitRange may have set.
 *
 * @param text as it was written, such as {@code 64Mi}
 */
record MemoryLimit(String container, String text, BigDecimal bytes) {
    private static final BigDecimal MEBI = BigDecimal.valueOf(1 << 20);

    /**
     * The runtime starts a container's first process within the container's own limit, and takes some MiB for it. Under
     * this much an end without another reason is owed to the limit, whatever the end is called.
     */
    private static final BigDecimal TIGHT = MEBI.multiply(BigDecimal.valueOf(16));

    /** The limit of a container that a pod's spec names; empty for none. */
    static Optional<MemoryLimit> of(Pod pod, String container) {
        return all(pod).filter(limit -> limit.container().equals(container)).findFirst();
    }

    /** The smallest limit of a pod under which hardly anything starts. */
    static Optional<MemoryLimit> tightest(Pod pod) {
        return all(pod).filter(MemoryLimit::isTight)
                .min((one, other) -> one.bytes().compareTo(other.bytes()));
    }

    private static Stream<MemoryLimit> all(Pod pod) {
        if (pod.getSpec() == null) {
            return Stream.empty();
        }
        return Stream.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
                .flatMap(List::stream)
                .flatMap(container -> of(container).stream());
    }

    private static Optional<MemoryLimit> of(Container container) {
        return Optional.ofNullable(container.getResources())
                .map(ResourceRequirements::getLimits)
                .map(limits -> limits.get("memory"))
                .flatMap(quantity -> of(container.getName(), quantity));
    }

    private static Optional<MemoryLimit> of(String container, Quantity quantity) {
        try {
            return Optional.of(new MemoryLimit(container, quantity.toString(), quantity.getNumericalAmount()));
        } catch (RuntimeException noAmount) {
            return Optional.empty();
        }
    }

    boolean isTight() {
        return bytes.compareTo(TIGHT) < 0;
    }

    /** True if no process at all runs in so little: whatever is seen then, this is the reason. */
    boolean isNothing() {
        return bytes.compareTo(MEBI) < 0;
    }

    /** What was probably meant instead; empty if the amount is no slip of the unit. */
    String likely() {
        if (text.endsWith("m")) {
            String number = text.substring(0, text.length() - 1);
            return "m is the suffix for thousandths: memory: %s is %s bytes; %sMi was probably meant"
                    .formatted(text, bytes.stripTrailingZeros().toPlainString(), number);
        }
        if (isNothing()) {
            return "an amount without its unit, or with a smaller one than was meant: Mi is the suffix for mebibytes";
        }
        return isTight() ? "the limit is too small: the runtime itself takes some MiB to start a container" : "";
    }

    /** Such as {@code container web: memory: 96m, which is 0.096 bytes}. */
    String words() {
        return isNothing()
                ? "container %s: memory: %s, which is %s bytes"
                        .formatted(container, text, bytes.stripTrailingZeros().toPlainString())
                : "container %s: memory: %s".formatted(container, text);
    }
}
