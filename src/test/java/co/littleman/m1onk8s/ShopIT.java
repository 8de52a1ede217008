// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.junit.StackVerification;
import co.littleman.m1onk8s.settings.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A class whose settings are made by code; examples/own-check has one with the annotation. */
@Tag("proof")
@ResourceLock(SharedClusters.NODE_OF_ONES_OWN)
@Soak(quarter = 2)
class ShopIT implements StackVerification {
    @Override
    public Settings settings() {
        return Settings.of(Path.of("manifests"));
    }
}
