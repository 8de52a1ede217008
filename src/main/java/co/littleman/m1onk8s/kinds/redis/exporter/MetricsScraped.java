// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.exporter;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.rollout.RolloutComplete;
import co.littleman.m1onk8s.checks.service.ServiceHasEndpoints;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.metrics.PodScrape;
import co.littleman.m1onk8s.metrics.TlsHello;
import co.littleman.m1onk8s.network.ClientPod;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.settings.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows the scrape annotations and the monitors as Prometheus would, from a pod inside the cluster. */
public final class MetricsScraped implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "metrics-scraped",
                    Level.PROBE,
                    "The scrape annotations and the monitors lead to a port of each pod that answers in Prometheus' text format.",
                    "Prometheus scrapes nothing, and every alert on this component stays silent.")
            .requiring(Requirement.WORKLOAD, Requirement.SERVICE, Requirement.CLIENT_POD)
            .after(RolloutComplete.INFO, ServiceHasEndpoints.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        ScrapeTargets targets = new ScrapeTargets(it);
        List<ScrapeTarget> all = targets.all();
        if (all.isEmpty()) {
            throw targets.misspelt()
                    .or(targets::misplaced)
                    .<RuntimeException>map(CheckFailedException::new)
                    .orElseGet(() ->
                            new CheckSkippedException(SkipReason.REQUIREMENT, "a scrape annotation, or a monitor"));
        }
        ClientPod client = it.clientPod();
        all.forEach(target -> {
            if (target.annotations().tls()) {
                failWithoutTls(client, target);
            } else {
                scrape(it, client, target);
            }
        });
        if (all.stream().anyMatch(target -> target.annotations().tls())) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "metrics without TLS");
        }
    }

    /** What is behind TLS nobody here can read; that nothing there speaks it shows at its first word. */
    private static void failWithoutTls(ClientPod client, ScrapeTarget target) {
        List<Integer> plain = target.ports().stream()
                .filter(port -> TlsHello.isAnsweredPlainly(client, target.ip(), port))
                .toList();
        if (!plain.isEmpty() && plain.containsAll(target.ports())) {
            throw new CheckFailedException(target.plain(plain.get(0)));
        }
    }

    private static void scrape(ComponentContext it, ClientPod client, ScrapeTarget target) {
        Map<Integer, PodScrape> answers = new LinkedHashMap<>();
        for (int port : target.ports()) {
            PodScrape answer = PodScrape.ask(
                    client, target.ip(), port, target.annotations().path());
            if (answer.cause() == null) {
                it.note("%s: %s at port %d of pod %s".formatted(target.annotated(), answer.said(), port, target.pod()));
                return;
            }
            answers.put(port, answer);
        }
        if (answers.isEmpty()) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a port to scrape");
        }
        if (answers.values().stream().anyMatch(answer -> answer.cause() == Cause.CONNECTION_TIMED_OUT)) {
            // A policy may let Prometheus in and not our pod, whose packets it then drops: that says nothing.
            it.clientPodLetIn();
        }
        throw new CheckFailedException(target.finding(it.workload(), answers));
    }
}
