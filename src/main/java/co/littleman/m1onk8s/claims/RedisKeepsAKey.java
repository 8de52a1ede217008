package co.littleman.m1onk8s.claims;

import java.util.List;

final class RedisKeepsAKey implements Claim.OfComponent {
    @Override
    public String id() {
        return "redis-keeps-a-key";
    }

    @Override
    public String sentence() {
        return "Redis takes a key with a TTL that is set once (SET NX EX), gives it back, and deletes it.";
    }

    @Override
    public List<String> grounds() {
        return List.of(ServiceHasEndpoints.ID);
    }

    @Override
    public List<Need> needs() {
        return List.of(Need.REDIS, Need.SERVICE);
    }

    @Override
    public void prove(ComponentScene it) {
        String key = "m1onk8s-verify:%s:%s".formatted(it.run(), it.component().name());
        it.overTunnel(redis -> redis.keepsAKey(key, it.run().value()));
    }
}
