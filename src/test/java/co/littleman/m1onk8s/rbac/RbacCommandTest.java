// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisOptions;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RbacCommandTest {
    private final SettingsReader reader = new SettingsReader(Map.of(), new Properties());

    @Test
    void aPlainRunNeedsTheLevelAlone() {
        assertThat(RbacCommand.of(reader.read(), Level.TALK)).isEqualTo("scripts/verify --print-rbac talk");
    }

    /** Else it would print the Role that is there already. */
    @Test
    void whateverWantsRightsOfItsOwnIsNamedAgain(@TempDir Path manifests) {
        reader.flag(Options.MANIFESTS, manifests.toString())
                .flag(Options.NAMESPACE, "shop")
                .flag(Options.PEER_NAMESPACE, "web")
                .flag(RedisOptions.PASSWORD_FROM, "secret:login/password");

        assertThat(RbacCommand.of(reader.read(), Level.PROBE))
                .isEqualTo(
                        "scripts/verify --print-rbac probe --manifests %s --namespace shop --peer-namespace web --redis-password-from secret:login/password",
                        manifests);
    }

    @Test
    void aPathIsOneWordForAShell(@TempDir Path directory) throws IOException {
        Path manifests = Files.createDirectory(directory.resolve("the shop's"));
        reader.flag(Options.MANIFESTS, manifests.toString());

        assertThat(RbacCommand.of(reader.read(), Level.TALK))
                .endsWith(" --manifests '" + directory + "/the shop'\\''s'");
    }
}
