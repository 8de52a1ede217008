// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.kinds.redis.client.Redis;
import co.littleman.m1onk8s.kinds.redis.client.RedisCli;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.client.RedisSockets;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.kinds.redis.model.RedisRequirement;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Looks through the Service by chance, and at every pod behind it for certain. */
public final class FreshConnectionsAgree implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "fresh-connections-agree",
                    Level.PROBE,
                    "What one connection writes, twenty fresh ones through the Service and one to each pod behind it read.",
                    "Two Redis behind one address: pages are cleaned in one and served from the other.")
            .requiring(RedisRequirement.REDIS, Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(RedisAnswersByName.INFO, RedisAnswersPing.INFO);

    /**
     * What redis-cli or the shell says if nobody answered; another Redis answers with nothing, or with another value.
     */
    private static final Predicate<String> NO_ANSWER = Pattern.compile(
                    "could not connect|timed out|refused|reset|closed|^(ERR|LOADING|NOAUTH|NOPERM|DENIED|BUSY)\\b",
                    Pattern.CASE_INSENSITIVE)
            .asPredicate();

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /**
     * kube-proxy picks a pod at random for each connection: of two, all twenty would hit the one that was written to
     * once in a million runs. Session affinity would hide the other one even then, so each pod is asked as well.
     */
    private static final int CONNECTIONS = 20;

    @Override
    public void check(ComponentContext it) {
        RedisContext.each(it).forEach(server -> check(it, server));
    }

    private static void check(ComponentContext it, RedisContext server) {
        RedisPaths paths = new RedisPaths(it, server.redis());
        RedisCli cli = server.redisCli();
        String key = server.key("agreed");
        String value = it.stack().run().value();
        server.withRedis(redis -> redis.expect("OK", "SET", key, value, "EX", Redis.KEY_SECONDS));
        for (DeclaredService service : paths.services()) {
            Map<String, List<String>> answers = new LinkedHashMap<>();
            for (Address address : paths.clusterIps(service)) {
                answers.put(address.toString(), fresh(it, key, address));
            }
            cli.get(key, paths.pods(service)).forEach((pod, answer) -> answers.put("pod " + pod, List.of(answer)));
            agree(service, value, answers);
        }
        server.withRedis(redis -> redis.number("DEL", key));
    }

    /** Without a process for each connection, if the client image and Redis' settings allow it. */
    private static List<String> fresh(ComponentContext it, String key, Address address) {
        try {
            RedisSockets sockets =
                    new RedisSockets(it.clientPodLetIn(), RedisContext.of(it).access());
            List<String> answers = sockets.getFresh(key, address, CONNECTIONS);
            if (answers.size() == CONNECTIONS) {
                return answers;
            }
        } catch (CheckSkippedException noSockets) {
            // redis-cli can do it as well.
        }
        return RedisContext.of(it).redisCli().getFresh(key, address, CONNECTIONS);
    }

    static void agree(DeclaredService service, String value, Map<String, List<String>> answers) {
        List<String> all = new ArrayList<>();
        answers.values().forEach(all::addAll);
        if (all.isEmpty()) {
            throw new CheckFailedException(Finding.of(
                    Cause.CLIENT_POD_UNAVAILABLE,
                    "The client pod brought no answer of Service %s home.".formatted(service.name())));
        }
        List<String> wrong =
                all.stream().filter(answer -> !answer.equals(value)).toList();
        if (wrong.isEmpty()) {
            return;
        }
        Optional<String> refusal = wrong.stream().filter(NO_ANSWER).findFirst();
        Finding finding = refusal.isPresent()
                ? Finding.of(
                                Cause.CONNECTION_LOST,
                                "%d of %d fresh connections to Service %s get no answer."
                                        .formatted(wrong.size(), all.size(), service.name()))
                        .seen(refusal.get())
                : Finding.of(
                                RedisCause.SPLIT_DATA,
                                "%d of %d fresh connections to Service %s do not see what was written."
                                        .formatted(wrong.size(), all.size(), service.name()))
                        .likely("two pods with a Redis of their own behind one Service; they share nothing");
        finding = finding.expected("the same value, whoever asks");
        for (Map.Entry<String, List<String>> one : answers.entrySet()) {
            long right = one.getValue().stream().filter(value::equals).count();
            finding = finding.detail(
                    "asked",
                    "%s → %d of %d"
                            .formatted(one.getKey(), right, one.getValue().size()));
        }
        throw new CheckFailedException(
                finding.next("kubectl -n %s get endpointslices -l kubernetes.io/service-name=%s -o wide"
                        .formatted(service.namespace(), service.name())));
    }
}
