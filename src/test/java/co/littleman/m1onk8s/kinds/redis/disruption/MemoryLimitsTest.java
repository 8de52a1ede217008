// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryLimitsTest {
    private static final Container LIMITED = new ContainerBuilder()
            .withNewResources()
            .addToLimits("memory", new Quantity("64Mi"))
            .endResources()
            .build();

    @Test
    void aQuarterMoreThanRedisMayKeepIsPressure() {
        MemoryLimits limits =
                MemoryLimits.of(Map.of("maxmemory", "41943040", "maxmemory_policy", "volatile-lru"), LIMITED);

        assertThat(limits.target()).hasValue(52428800);
        assertThat(limits.words()).isEqualTo("maxmemory 40 MiB (volatile-lru), container limit 64 MiB");
    }

    @Test
    void withoutOneATenthMoreThanTheContainerMayHave() {
        MemoryLimits limits = MemoryLimits.of(Map.of("maxmemory", "0", "maxmemory_policy", "noeviction"), LIMITED);

        assertThat(limits.target()).hasValue(73819750);
        assertThat(limits.words()).isEqualTo("maxmemory none (noeviction), container limit 64 MiB");
    }

    @Test
    void withoutAnyLimitThereIsNothingToFill() {
        assertThat(MemoryLimits.of(Map.of(), new Container()).target()).isEmpty();
    }
}
