package co.littleman.m1onk8s.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How Redis lets us in. The password is never part of a message: {@link #toString} hides it. */
public record RedisAccess(
        @Nullable String user,
        @Nullable String password,
        boolean tls,
        @Nullable Path ca) {
    public static final RedisAccess OPEN = new RedisAccess(null, null, false, null);

    @Override
    public String toString() {
        return "RedisAccess[user=%s, password=%s, tls=%s]".formatted(user, password == null ? "none" : "***", tls);
    }
}
