// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.manifests.ServiceSelectsOwnPods;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.Dns;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stands on the first answer only, so that it can say what broke where other checks just fail. */
public final class EveryPathLeadsToRedis implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "every-path-leads-to-redis",
                    Level.PROBE,
                    "A value that is written once is read by port-forward, by each name, by ClusterIP and by pod IP.",
                    "Some ways to Redis are broken; the pattern of those that work names the layer.")
            .requiring(RedisRequirement.REDIS, Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(RedisAnswersPing.INFO, ServiceSelectsOwnPods.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        MisledService.of(it.component()).ifPresent(finding -> {
            throw new CheckFailedException(finding);
        });
        RedisContext.each(it).forEach(server -> check(it, server));
    }

    private static void check(ComponentContext it, RedisContext server) {
        RedisPaths paths = new RedisPaths(it, server.redis());
        String key = server.key("nonce");
        String nonce = it.stack().run().value();
        server.withRedis(redis -> {
            redis.expect("OK", "SET", key, nonce, "EX", Redis.KEY_SECONDS);
            redis.expect(nonce, "GET", key);
        });
        String resolvConf = new Dns(it.clientPod()).resolvConf();
        for (DeclaredService service : paths.services()) {
            Map<Address, PathDiagnosis.Layer> layers = new LinkedHashMap<>();
            Dns.namesOf(service.name(), it.namespace(), Dns.domain(resolvConf, it.namespace()))
                    .forEach(name -> layers.put(paths.byName(service, name), PathDiagnosis.Layer.NAME));
            paths.clusterIps(service).forEach(address -> layers.put(address, PathDiagnosis.Layer.SERVICE));
            paths.ownPods().forEach(address -> layers.put(address, PathDiagnosis.Layer.POD));
            it.onceProgrammed(() -> new PathDiagnosis(service, nonce, layers)
                    .of(server.redisCli().get(key, layers.keySet()))
                    .ifPresent(finding -> {
                        throw new CheckFailedException(finding);
                    }));
        }
        server.withRedis(redis -> redis.number("DEL", key));
    }
}
