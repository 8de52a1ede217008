// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.client.CommandRights;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import java.util.List;
import java.util.stream.Collectors;

/** Asks whether, and runs none of them: FLUSHDB is among them. */
public final class RedisAllowsCommands implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-allows-commands",
                    Level.TALK,
                    "Every command of Magento's client is there, and this user may run it.",
                    "Cleaning the cache, or a login, fails in the shop: a command was renamed away or forbidden.")
            .requiring(RedisRequirement.ROLE)
            .after(RedisAnswersPing.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        RedisContext.of(it).withRedis(redis -> allows(redis, RedisContext.of(it).role()));
    }

    static void allows(Redis redis, RedisRole role) {
        CommandRights rights = new CommandRights(
                redis, role.keys().stream().map(key -> key + "m1onk8s-verify").toList());
        List<String> refused = role.commands().stream()
                .flatMap(command -> rights.refusal(command).stream())
                .toList();
        if (refused.isEmpty()) {
            return;
        }
        List<String> missing = refused.stream()
                .filter(one -> one.endsWith(CommandRights.MISSING))
                .toList();
        boolean forbidden = missing.isEmpty();
        Finding finding = Finding.of(
                        forbidden ? RedisCause.REDIS_NOPERM : RedisCause.REDIS_COMMAND_MISSING,
                        "Redis in %s %s %d of the %d commands that a %s needs: %s."
                                .formatted(
                                        redis.title(),
                                        forbidden ? "forbids its user" : "lacks",
                                        refused.size(),
                                        role.commands().size(),
                                        role.word(),
                                        refused.stream()
                                                .map(one -> one.replaceFirst(":.*", ""))
                                                .collect(Collectors.joining(", "))))
                .expected("all of: " + String.join(" ", role.commands()));
        for (String one : refused) {
            finding = finding.detail("refused", one);
        }
        throw new CheckFailedException(finding.likely(
                forbidden
                        ? "the rules of the ACL user: they must allow it these commands, with its application's keys"
                        : "rename-command in redis.conf, or the rules of the ACL user"));
    }
}
