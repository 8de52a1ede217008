package co.littleman.m1onk8s.claims;

import co.littleman.m1onk8s.redis.Redis;
import java.util.List;

final class RedisAnswersPing implements Claim.OfComponent {
    @Override
    public String id() {
        return "redis-answers-ping";
    }

    @Override
    public String sentence() {
        return "Through a tunnel to a ready pod, Redis answers PING with PONG.";
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
        it.overTunnel(Redis::answersPing);
    }
}
