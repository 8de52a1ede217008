// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.service.ClusterIpAnswers;
import co.littleman.m1onk8s.checks.service.DnsNamesResolve;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.client.RedisCli;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.settings.Level;

/** The way of the application: the Service's name, the port that clients expect, another pod. */
public final class RedisAnswersByName implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "redis-answers-by-name",
                    Level.PROBE,
                    "From another pod, redis-cli reaches Redis by the Service's name at Redis' own port, and gets PONG.",
                    "The shop does not reach its Redis, whatever the pod itself says.")
            .requiring(RedisRequirement.REDIS, Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(DnsNamesResolve.INFO, ClusterIpAnswers.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        RedisCli cli = RedisContext.of(it).redisCli();
        RedisComponent.each(it.component()).stream()
                .flatMap(redis -> new RedisPaths(it, redis).services().stream())
                .forEach(service -> it.onceProgrammed(() -> cli.pings(service, RedisRole.CLIENT_PORT)));
        it.askedAgain(cli.again());
    }
}
