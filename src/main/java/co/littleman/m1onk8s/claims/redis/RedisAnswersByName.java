package co.littleman.m1onk8s.claims.redis;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.service.ClusterIpAnswers;
import co.littleman.m1onk8s.claims.service.DnsNamesResolve;
import co.littleman.m1onk8s.redis.RedisCli;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.RedisRole;

/** The way of the application: the Service's name, the port that clients expect, another pod. */
public final class RedisAnswersByName implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "redis-answers-by-name",
                    Level.PROBE,
                    "From another pod, redis-cli reaches Redis by the Service's name at Redis' own port, and gets PONG.",
                    "The shop does not reach its Redis, whatever the pod itself says.")
            .needing(Need.REDIS, Need.SERVICE, Need.CLIENT_POD)
            .after(DnsNamesResolve.TERMS, ClusterIpAnswers.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        RedisCli cli = it.redisCli();
        it.services().stream()
                .filter(service -> it.component().redisPort(service).isPresent())
                .forEach(service -> it.onceProgrammed(() -> cli.pings(service, RedisRole.CLIENT_PORT)));
        it.askedAgain(cli.again());
    }
}
