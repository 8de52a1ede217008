// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import co.littleman.m1onk8s.junit.StackVerification;
import co.littleman.m1onk8s.settings.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The suite on a stack that it was not written for: Magento's sessions, if nothing may be evicted and no exporter
 * runs. All that is told of it is its role label.
 */
@Tag("proof")
@ResourceLock(SharedClusters.NODE_OF_ONES_OWN)
class SessionStackIT implements StackVerification {
    @Override
    public Settings settings() {
        return Settings.of(Path.of("src/test/resources/stacks/session"));
    }
}
