package co.littleman.m1onk8s.claims.metrics;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.claims.Terms;
import co.littleman.m1onk8s.claims.rollout.RolloutComplete;
import co.littleman.m1onk8s.claims.service.ServiceHasEndpoints;
import co.littleman.m1onk8s.metrics.PodScrape;
import co.littleman.m1onk8s.metrics.TlsHello;
import co.littleman.m1onk8s.route.ClientPod;
import co.littleman.m1onk8s.scene.ComponentScene;
import co.littleman.m1onk8s.scene.Need;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows the scrape annotations as Prometheus would, from a pod inside the cluster. */
public final class MetricsScraped implements Claim.OfComponent {
    public static final Terms TERMS = Terms.of(
                    "metrics-scraped",
                    Level.PROBE,
                    "The scrape annotations lead to a port of each pod that answers in Prometheus' text format.",
                    "Prometheus scrapes nothing, and every alert on this component stays silent.")
            .needing(Need.WORKLOAD, Need.SERVICE, Need.CLIENT_POD)
            .after(RolloutComplete.TERMS, ServiceHasEndpoints.TERMS);

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public void prove(ComponentScene it) {
        ScrapeTargets targets = new ScrapeTargets(it);
        List<ScrapeTarget> all = targets.all();
        if (all.isEmpty()) {
            throw targets.misspelt()
                    .or(targets::misplaced)
                    .<RuntimeException>map(Unproven::new)
                    .orElseGet(() -> new Skipped(SkipReason.NEED, "a scrape annotation"));
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
            throw new Skipped(SkipReason.NEED, "metrics without TLS");
        }
    }

    /** What is behind TLS nobody here can read; that nothing there speaks it shows at its first word. */
    private static void failWithoutTls(ClientPod client, ScrapeTarget target) {
        List<Integer> plain = target.ports().stream()
                .filter(port -> TlsHello.isAnsweredPlainly(client, target.ip(), port))
                .toList();
        if (!plain.isEmpty() && plain.containsAll(target.ports())) {
            throw new Unproven(target.plain(plain.get(0)));
        }
    }

    private static void scrape(ComponentScene it, ClientPod client, ScrapeTarget target) {
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
            throw new Skipped(SkipReason.NEED, "a port to scrape");
        }
        if (answers.values().stream().anyMatch(answer -> answer.cause() == Cause.CONNECTION_TIMED_OUT)) {
            // A policy may let Prometheus in and not our pod, whose packets it then drops: that says nothing.
            it.clientPodLetIn();
        }
        throw new Unproven(target.finding(it.workload(), answers));
    }
}
