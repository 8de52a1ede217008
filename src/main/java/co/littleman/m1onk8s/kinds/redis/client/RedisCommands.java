// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.util.SafeEncoder;

/** Commands as jedis takes them and as messages show them. */
final class RedisCommands {
    private RedisCommands() {}

    static CommandArguments arguments(String... command) {
        CommandArguments arguments = new CommandArguments(() -> SafeEncoder.encode(command[0]));
        List.of(command).subList(1, command.length).forEach(arguments::add);
        return arguments;
    }

    /** Scripts are long, and their first words say enough. */
    static String shown(String... command) {
        String all = String.join(" ", command).replaceAll("\\s+", " ");
        return all.length() > 80 ? all.substring(0, 80) + "…" : all;
    }

    static @Nullable Object plain(@Nullable Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : answer;
    }
}
