// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.SecretKey;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.ShellWord;
import org.jspecify.annotations.Nullable;

/**
 * The command that prints the rights for a run such as this one: with whatever of its settings wants rights of its own.
 */
public final class RbacCommand {
    private RbacCommand() {}

    /** Such as {@code scripts/verify --print-rbac probe --peer-namespace web}. */
    public static String of(Settings settings, Level level) {
        SecretKey secret = settings.redis().secret();
        String manifests = settings.manifests().toString();
        return "scripts/verify --print-rbac "
                + level.word()
                + option(Option.MANIFESTS, manifests.equals(Option.MANIFESTS.fallback()) ? null : manifests)
                + option(Option.NAMESPACE, settings.namespace())
                + option(Option.PEER_NAMESPACE, settings.scope().peerNamespace())
                + option(
                        Option.REDIS_PASSWORD_FROM,
                        secret == null ? null : "secret:%s/%s".formatted(secret.name(), secret.key()));
    }

    private static String option(Option option, @Nullable String value) {
        return value == null ? "" : " %s %s".formatted(option.flag(), ShellWord.of(value));
    }
}
