// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.RunContext;
import co.littleman.m1onk8s.kinds.ComponentKind;
import co.littleman.m1onk8s.kinds.ConsequenceRule;
import co.littleman.m1onk8s.kinds.KindRun;
import co.littleman.m1onk8s.kinds.LogDialect;
import co.littleman.m1onk8s.kinds.SharedRefusal;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersInTime;
import co.littleman.m1onk8s.kinds.redis.checks.RedisAnswersPing;
import co.littleman.m1onk8s.kinds.redis.checks.RedisChecks;
import co.littleman.m1onk8s.kinds.redis.client.OrphanKeys;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.client.RedisLogin;
import co.littleman.m1onk8s.kinds.redis.client.RedisTls;
import co.littleman.m1onk8s.kinds.redis.disruption.RedisDisruptionChecks;
import co.littleman.m1onk8s.kinds.redis.exporter.MetricsChecks;
import co.littleman.m1onk8s.kinds.redis.exporter.MetricsScraped;
import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.rbac.Permission;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.SecretKey;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Server;
import co.littleman.m1onk8s.stack.Stack;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Redis, as Magento uses it, and the exporter of its metrics. */
public final class RedisKind implements ComponentKind {
    static final String NAME = "redis";

    private static final LogDialect LOG = new RedisLog();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Server> servers(Component component) {
        return RedisComponent.each(component).stream()
                .flatMap(redis -> redis.container().stream()
                        .map(container ->
                                new Server(NAME, container, redis.targetPort(), why(redis), data(redis), true)))
                .toList();
    }

    private static String why(RedisComponent redis) {
        if (redis.targetPort() == RedisComponent.REDIS_PORT) {
            return "port " + redis.targetPort();
        }
        return redis.isByName() ? "port name redis" : "what it runs beside another Redis";
    }

    private static Server.Data data(RedisComponent redis) {
        if (redis.labelledRole().isEmpty()) {
            return Server.Data.SOME;
        }
        return redis.isReplicated() ? Server.Data.REPLICATED : Server.Data.ONE_COPY;
    }

    @Override
    public List<Check> checks() {
        return Stream.of(RedisChecks.all(), MetricsChecks.all(), RedisDisruptionChecks.all())
                .flatMap(List::stream)
                .toList();
    }

    /** What Prometheus scrapes need not be a Redis. */
    @Override
    public Set<String> checksOfAnyComponent() {
        return Set.of(MetricsScraped.INFO.id());
    }

    @Override
    public List<Cause> causes() {
        return RedisCause.ALL;
    }

    @Override
    public List<CheckInfo> beforeDisruption(String check) {
        return check.equals("container-restarts")
                ? List.of(RedisAnswersPing.INFO, RedisAnswersInTime.INFO)
                : List.of(RedisAnswersPing.INFO);
    }

    @Override
    public List<ConsequenceRule> consequences() {
        return RedisConsequences.RULES;
    }

    @Override
    public Optional<SharedRefusal> refusal() {
        return Optional.of(RedisConsequences.REFUSAL);
    }

    @Override
    public LogDialect log() {
        return LOG;
    }

    @Override
    public void requireValid(Settings settings, Stack stack) {
        RedisTls.check(RedisAccess.of(settings));
    }

    @Override
    public List<Permission> permissions(Settings settings, String namespace) {
        SecretKey secret = RedisAccess.of(settings).secret();
        return secret == null
                ? List.of()
                : List.of(new Permission(namespace, "", "secrets", secret.name(), List.of("get")));
    }

    @Override
    public KindRun begin(Cluster cluster, Settings settings, boolean maySpeak) {
        return new RedisLogin(cluster, RedisAccess.of(settings), maySpeak);
    }

    @Override
    public Optional<String> deleteOrphans(RunContext context, Set<RunId> killed, Progress progress) {
        return new OrphanKeys(context, progress).delete(killed);
    }

    @Override
    public Set<String> portVariables() {
        return Set.of("REDIS_PORT");
    }

    @Override
    public Optional<Duration> bearableGap() {
        return Optional.of(RedisRole.GAP_BUDGET);
    }

    @Override
    public boolean stop(ComponentContext it, Pod pod) {
        return RedisContext.of(it).shutDown(pod);
    }

    @Override
    public Finding explainProbe(
            Finding finding, ComponentContext it, Pod pod, Container container, List<String> command) {
        return RedisProbe.explained(finding, it, pod, container, command);
    }
}
