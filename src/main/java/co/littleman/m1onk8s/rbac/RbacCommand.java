// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import co.littleman.m1onk8s.settings.KindOptions;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.ShellWord;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command that prints the rights for a run such as this one: with whatever of its settings wants rights of its own.
 */
public final class RbacCommand {
    private RbacCommand() {}

    /** Such as {@code scripts/verify --print-rbac probe --peer-namespace web}. */
    public static String of(Settings settings, Level level) {
        String manifests = settings.manifests().toString();
        return "scripts/verify --print-rbac "
                + level.word()
                + option(Options.MANIFESTS, manifests.equals(Options.MANIFESTS.fallback()) ? null : manifests)
                + option(Options.NAMESPACE, settings.namespace())
                + option(Options.PEER_NAMESPACE, settings.scope().peerNamespace())
                + KindOptions.all().stream()
                        .flatMap(kind -> kind.needingRights(settings).entrySet().stream())
                        .map(entry -> option(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
    }

    private static String option(Option option, @Nullable String value) {
        return value == null ? "" : " %s %s".formatted(option.flag(), ShellWord.of(value));
    }
}
