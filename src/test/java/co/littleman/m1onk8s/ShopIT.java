package co.littleman.m1onk8s;

import co.littleman.m1onk8s.junit.StackVerification;
import co.littleman.m1onk8s.settings.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The class of the README, with which a Java team adopts the suite; ReadmeTest sees that it is the same. */
@Tag("proof")
@ResourceLock(SharedClusters.NODE_OF_ONES_OWN)
@Soak(quarter = 2)
class ShopIT implements StackVerification {
    @Override
    public Settings settings() {
        return Settings.of(Path.of("manifests"));
    }
}
