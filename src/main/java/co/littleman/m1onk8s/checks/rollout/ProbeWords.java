// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.redis.RedisContext;
import co.littleman.m1onk8s.redis.RedisRefusal;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the words of a failed probe mean, and what Redis itself says if the probe swallows its words. */
final class ProbeWords {
    /** Words after which it makes no sense to ask again: nothing but another manifest changes them. */
    private static final Pattern FINAL = Pattern.compile(
            "NOAUTH |WRONGPASS |NOPERM |DENIED |executable file not found|: not found|[Nn]o such file or directory"
                    + "|[Pp]ermission denied|statuscode: 4|server gave HTTP response to HTTPS client");

    /** How a command says that it logs in. */
    private static final Pattern LOGIN = Pattern.compile("(^|\\s)-a\\b|--pass\\b|--askpass|AUTH\\b");

    private ProbeWords() {}

    /** True for words that no other try changes. */
    static boolean isFinal(String words) {
        return FINAL.matcher(words).find();
    }

    /** What they mean most likely; empty for nothing known. */
    static String likely(String words) {
        if (words.contains("NOAUTH")) {
            return "the probe does not know Redis' password; redis-cli takes it from REDISCLI_AUTH in the container's environment";
        }
        if (words.contains("WRONGPASS")) {
            return "the probe logs in with another password or user than Redis has";
        }
        if (words.contains("NOPERM")) {
            return "the ACL user of the probe may not do what it asks";
        }
        if (words.contains("not found") || words.contains("o such file")) {
            return "the image has no such command";
        }
        if (words.contains("HTTPS client")) {
            return "the probe asks by HTTPS, and the port speaks HTTP";
        }
        if (words.contains("statuscode: 4")) {
            return "the probe asks for a path that is not served, or not to everybody";
        }
        if (words.contains("malformed HTTP") || words.startsWith("no HTTP")) {
            return "the probe asks by HTTP, and what listens there does not speak it";
        }
        return words.contains("refused") ? "nothing listens on the port that the probe asks" : "";
    }

    /**
     * A finding of a probe, with what Redis says to those who do not log in, where the probe is one of them and keeps
     * that to itself, as {@code redis-cli ping | grep -q PONG} does.
     */
    static Finding explained(Finding finding, ComponentContext it, Pod pod, Container container, List<String> command) {
        boolean isRedis = it.component()
                .redisContainer()
                .filter(redis -> redis.getName().equals(container.getName()))
                .isPresent();
        boolean known = !finding.likely().isEmpty() && !finding.likely().equals(Liveness.RESTARTS_IT);
        if (!isRedis || known || logsIn(container, command) || !it.stack().reaches(Level.TALK)) {
            return finding;
        }
        String said = RedisContext.of(it).answerToStrangers(pod);
        return RedisRefusal.is(said)
                ? finding.detail("without login", RedisRefusal.shown(said)).likely(likely(said))
                : finding;
    }

    /** A finding of a liveness probe of one of the pod's containers, which its first words name, as above. */
    static Finding ofLiveness(Finding finding, ComponentContext it, Pod pod) {
        Finding told = finding;
        for (Container container : pod.getSpec().getContainers()) {
            Probe probe = container.getLivenessProbe();
            if (probe != null && finding.reason().startsWith("Container %s of ".formatted(container.getName()))) {
                told = explained(
                        told,
                        it,
                        pod,
                        container,
                        probe.getExec() == null ? List.of() : probe.getExec().getCommand());
            }
        }
        return told;
    }

    private static boolean logsIn(Container container, List<String> command) {
        return Stream.concat(command.stream(), container.getEnv().stream().map(env -> env.getName()))
                .anyMatch(word -> LOGIN.matcher(word).find());
    }
}
