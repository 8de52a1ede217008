// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.client;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import co.littleman.m1onk8s.kinds.redis.model.RedisComponent;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.kinds.redis.model.RedisRole;
import co.littleman.m1onk8s.network.PodPath;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.SkipReason;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a check sees of the Redis of one component: connections to it, and keys that the run may write. */
public final class RedisContext {
    /** A server that is started again is back within seconds. */
    private static final Duration WAY_BACK = Duration.ofSeconds(20);

    private final ComponentContext it;
    private final RedisComponent redis;
    private final RedisRun run;

    private RedisContext(ComponentContext it, RedisComponent redis) {
        this.it = it;
        this.redis = redis;
        this.run = RedisRun.of(it.stack());
    }

    /** The Redis of the component that a check looks at; the first of several. */
    public static RedisContext of(ComponentContext it) {
        return new RedisContext(it, RedisComponent.of(it.component()));
    }

    /** Each Redis in the pods of the component that a check looks at. */
    public static List<RedisContext> each(ComponentContext it) {
        return RedisComponent.each(it.component()).stream()
                .map(redis -> new RedisContext(it, redis))
                .toList();
    }

    /** What the manifests say of it. */
    public RedisComponent redis() {
        return redis;
    }

    /** What Magento uses it for, for checks that need to know. */
    public RedisRole role() {
        return redis.role()
                .orElseThrow(() -> new CheckSkippedException(SkipReason.REQUIREMENT, RedisRequirement.ROLE.words()));
    }

    /** Ends the Redis in a pod by its own command; false if it refuses. */
    public boolean shutDown(Pod pod) {
        try {
            withRedis(pod, one -> one.text("SHUTDOWN", "NOSAVE"));
            return true;
        } catch (CheckFailedException e) {
            return hungUp(e);
        }
    }

    /** Redis' answer to SHUTDOWN is to hang up; any words are a refusal. */
    static boolean hungUp(CheckFailedException e) {
        Cause cause = e.finding().cause();
        if (cause == Cause.TUNNEL_LOST || cause == Cause.CONNECTION_LOST || cause == Cause.CONNECTION_REFUSED) {
            return true;
        }
        if (cause.outcome() == Outcome.INCONCLUSIVE) {
            throw e;
        }
        return false;
    }

    /** How to log in to it. */
    public RedisAccess access() {
        return run.login().of(it.namespace());
    }

    /**
     * A key of this run, this component and nobody else, which our Redis user may write.
     *
     * @throws CheckSkippedException NEED if its ACL allows it other keys only
     */
    public String key(String name) {
        String before = run.keysBegin(redis)
                .orElseThrow(() -> new CheckSkippedException(
                        SkipReason.REQUIREMENT,
                        "a key that the Redis user may write: its ACL allows none that we could name"));
        return RunKeys.of(
                before, it.stack().run(), it.component().name(), it.look() == 1 ? name : name + "-" + it.look());
    }

    /** Finds out how keys of this run must begin, for {@link #key}; the Redis that we are asking knows. */
    public void learnKeys(Redis asked) {
        run.keysBegin(
                redis,
                KeySpace.before(
                        asked, RunKeys.of(it.stack().run(), it.component().name(), "allowed")));
    }

    /** redis-cli in the client pod. */
    public RedisCli redisCli() {
        return new RedisCli(it.clientPodLetIn(), access());
    }

    /** Speaks to the Redis in each ready pod, through a port-forward of its own; of a stack that is right there is one. */
    public void withEachRedis(Consumer<Redis> conversation) {
        it.readyPods().forEach(pod -> withRedis(pod, conversation));
    }

    /** Speaks to the Redis in the first ready pod. */
    public void withRedis(Consumer<Redis> conversation) {
        withRedis(it.readyPods().get(0), conversation);
    }

    /** Deletes what a check wrote to a Redis whose connection it has lost. */
    public void takeAwayKeys(Pod pod, Consumer<Redis> conversation) {
        try {
            it.stack().cluster().awaitAnswers(WAY_BACK);
            withRedis(pod, conversation);
            it.stack().leavesNoKeys();
        } catch (CheckFailedException e) {
            it.note("small keys of this run are left: " + e.finding().reason());
        }
    }

    /** Speaks to the Redis in a pod; over a second connection if nothing is heard over the first. */
    public void withRedis(Pod pod, Consumer<Redis> conversation) {
        RedisConnections kept = run.connections();
        RedisConnection connection = kept.take(pod, redis.targetPort()).orElseGet(() -> heard(pod));
        boolean whole = false;
        try {
            conversation.accept(connection.redis());
            whole = true;
        } finally {
            if (whole) {
                kept.keep(pod, redis.targetPort(), connection);
            } else {
                connection.close();
            }
        }
    }

    private RedisConnection heard(Pod pod) {
        RedisConnection first = connect(pod, access());
        return switch (first.redis().hearing()) {
            case ANSWER -> first;
            case NO_CONNECTION -> otherwise(pod, first);
            case SILENCE -> {
                first.close();
                it.askedAgain(1);
                yield connect(pod, access());
            }
        };
    }

    /** Through the client pod if that is the way to a Redis which no port-forward reaches; else as it was. */
    private RedisConnection otherwise(Pod pod, RedisConnection refused) {
        if (run.isRelayed(pod)) {
            return refused;
        }
        Optional<RedisConnection> other;
        try {
            other = new PodIpListener(it, redis, pod).relayed(refused.tunnel(), way -> connect(pod, access(), way));
        } catch (CheckSkippedException unreachable) {
            refused.close();
            throw unreachable;
        }
        other.ifPresent(relay -> {
            refused.close();
            run.relay(pod);
        });
        return other.orElse(refused);
    }

    /** What Redis in a pod answers to PING without a login, or why no answer came. */
    public String answerToStrangers(Pod pod) {
        RedisAccess known = access();
        try (RedisConnection connection = connect(pod, new RedisAccess(null, null, known.tls(), known.ca()))) {
            return String.valueOf(connection.redis().text("PING"));
        } catch (CheckFailedException refusal) {
            return refusal.finding().reason().replaceFirst("^.* refuses PING: ", "");
        }
    }

    private RedisConnection connect(Pod pod, RedisAccess access) {
        PodPath way = run.isRelayed(pod)
                ? PodIpListener.way(it.clientPod(), pod)
                : new PodPath(
                        it.stack().cluster(),
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName());
        return connect(pod, access, way);
    }

    private RedisConnection connect(Pod pod, RedisAccess access, PodPath way) {
        String name = pod.getMetadata().getName();
        String title = redis.isOneOfSeveral()
                ? "container %s of pod %s".formatted(redis.containerName(), name)
                : "pod " + name;
        return RedisConnection.open(title, name, redis.targetPort(), access, way);
    }
}
