// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import co.littleman.m1onk8s.settings.KindOptions;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.OptionValues;
import co.littleman.m1onk8s.settings.SecretKey;
import co.littleman.m1onk8s.settings.Settings;
import java.util.List;
import java.util.Map;

/** The options that tell how Redis lets us in. */
public final class RedisOptions implements KindOptions {
    private static final Option.Group GROUP = new Option.Group("Access to Redis");

    public static final Option USER = new Option("redis-user", GROUP, "NAME", "", "Redis ACL user.");

    public static final Option PASSWORD = new Option(
                    "redis-password",
                    GROUP,
                    "TEXT",
                    "",
                    "Redis password. Only in the environment: everybody can see arguments in ps.")
            .secret();

    public static final Option PASSWORD_FROM = new Option(
            "redis-password-from",
            GROUP,
            "REF",
            "",
            "Where the Redis password is: env:NAME, file:PATH, or secret:NAME/KEY in the stack's namespace.");

    public static final Option TLS = new Option("redis-tls", GROUP, "", "false", "Use TLS to Redis.");

    public static final Option CA = new Option(
            "redis-ca",
            GROUP,
            "FILE",
            "",
            "PEM file with the CA of Redis' certificate; if not given, the JDK's trust store is used.");

    @Override
    public List<Option> options() {
        return List.of(USER, PASSWORD, PASSWORD_FROM, TLS, CA);
    }

    @Override
    public RedisAccess read(OptionValues values) {
        return new RedisAccessReader(values).read();
    }

    @Override
    public Map<Option, String> needingRights(Settings settings) {
        SecretKey secret = RedisAccess.of(settings).secret();
        return secret == null ? Map.of() : Map.of(PASSWORD_FROM, "secret:%s/%s".formatted(secret.name(), secret.key()));
    }
}
