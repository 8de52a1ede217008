package co.littleman.m1onk8s.claims;

import java.util.List;

final class RedisAnswersByName implements Claim.OfComponent {
    @Override
    public String id() {
        return "redis-answers-by-name";
    }

    @Override
    public String sentence() {
        return "From another pod, redis-cli reaches Redis by the Service's name and port, and gets PONG.";
    }

    @Override
    public List<String> grounds() {
        return List.of(DnsNamesResolve.ID, ServiceHasEndpoints.ID);
    }

    @Override
    public List<Need> needs() {
        return List.of(Need.REDIS, Need.SERVICE, Need.CLIENT_POD);
    }

    @Override
    public void prove(ComponentScene it) {
        RedisCli cli = new RedisCli(it.clientPod(), it.redisAccess());
        it.services()
                .forEach(service -> it.component()
                        .redisPort(service)
                        .ifPresent(port -> it.onceProgrammed(() -> cli.pings(service, port.getPort()))));
    }
}
