package co.littleman.m1onk8s.claims.redis;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.manifests.ServiceSelectsOwnPods;
import co.littleman.m1onk8s.redis.Redis;
import co.littleman.m1onk8s.route.Address;
import co.littleman.m1onk8s.route.Dns;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.verdict.Unproven;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stands on the first answer only, so that it can say what broke where other claims just fail. */
public final class EveryPathLeadsToRedis implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "every-path-leads-to-redis",
                    Level.PROBE,
                    "A value that is written once is read by tunnel, by each name, by ClusterIP and by pod IP.",
                    "Some ways to Redis are broken; the pattern of those that work names the layer.")
            .needing(Need.REDIS, Need.SERVICE, Need.CLIENT_POD)
            .after(RedisAnswersPing.TERMS, ServiceSelectsOwnPods.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        RedisPaths paths = new RedisPaths(it);
        String key = it.key("nonce");
        String nonce = it.stack().run().value();
        it.withRedis(redis -> {
            redis.expect("OK", "SET", key, nonce, "EX", Redis.KEY_SECONDS);
            redis.expect(nonce, "GET", key);
        });
        String resolvConf = new Dns(it.clientPod()).resolvConf();
        for (DeclaredService service : paths.services()) {
            Map<Address, Triangulation.Layer> layers = new LinkedHashMap<>();
            Dns.namesOf(service.name(), it.namespace(), Dns.domain(resolvConf, it.namespace()))
                    .forEach(name -> layers.put(paths.byName(service, name), Triangulation.Layer.NAME));
            paths.clusterIps(service).forEach(address -> layers.put(address, Triangulation.Layer.SERVICE));
            paths.ownPods().forEach(address -> layers.put(address, Triangulation.Layer.POD));
            it.onceProgrammed(() -> new Triangulation(service, nonce, layers)
                    .of(it.redisCli().get(key, layers.keySet()))
                    .ifPresent(finding -> {
                        throw new Unproven(finding);
                    }));
        }
        it.withRedis(redis -> redis.number("DEL", key));
    }
}
