// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import co.littleman.m1onk8s.settings.SecretKey;
import co.littleman.m1onk8s.settings.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How Redis lets us in. The password is never part of a message: {@link #toString} hides it.
 *
 * @param secret where the password lies on the cluster; null if it is known, or there is none
 */
public record RedisAccess(
        @Nullable String user,
        @Nullable String password,
        boolean tls,
        @Nullable Path ca,
        @Nullable SecretKey secret) {
    public static final RedisAccess OPEN = new RedisAccess(null, null, false, null);

    /** That of a run. */
    public static RedisAccess of(Settings settings) {
        return settings.ofKind(RedisAccess.class).orElse(OPEN);
    }

    /** As above, with a password that is known, or none. */
    public RedisAccess(@Nullable String user, @Nullable String password, boolean tls, @Nullable Path ca) {
        this(user, password, tls, ca, null);
    }

    /** The same, with the password that the Secret held. */
    public RedisAccess withPassword(String known) {
        return new RedisAccess(user, known, tls, ca, secret);
    }

    @Override
    public String toString() {
        return "RedisAccess[user=%s, password=%s, tls=%s]".formatted(user, password == null ? "none" : "***", tls);
    }
}
