// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.kinds.ProbeReason;
import co.littleman.m1onk8s.kinds.redis.client.RedisContext;
import co.littleman.m1onk8s.kinds.redis.client.RedisRefusal;
import co.littleman.m1onk8s.result.Finding;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A probe that asks Redis without a login and keeps Redis' words to itself, as {@code redis-cli ping | grep -q PONG} does. */
final class RedisProbe {
    /** How a command says that it logs in. */
    private static final Pattern LOGIN = Pattern.compile("(^|\\s)-a\\b|--pass\\b|--askpass|AUTH\\b");

    private RedisProbe() {}

    /** The finding, with what Redis says to those who do not log in. */
    static Finding explained(Finding finding, ComponentContext it, Pod pod, Container container, List<String> command) {
        if (logsIn(container, command)) {
            return finding;
        }
        String said = RedisContext.each(it).stream()
                .filter(redis -> redis.redis().containerName().equals(container.getName()))
                .map(redis -> redis.answerToStrangers(pod))
                .findFirst()
                .orElse("");
        return RedisRefusal.is(said)
                ? finding.detail("without login", RedisRefusal.shown(said)).likely(likely(said))
                : finding;
    }

    private static String likely(String said) {
        return new RedisLog()
                .probeReasons().stream()
                        .filter(reason -> reason.isIn(said))
                        .map(ProbeReason::likely)
                        .findFirst()
                        .orElse("");
    }

    private static boolean logsIn(Container container, List<String> command) {
        return Stream.concat(command.stream(), container.getEnv().stream().map(EnvVar::getName))
                .anyMatch(word -> LOGIN.matcher(word).find());
    }
}
