// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.Concurrency;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.settings.Level;
import java.time.Duration;
import java.util.List;

/** The median of a few requests: the first may have to fill a cache. */
public final class HttpAnswersInTime implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "http-answers-in-time",
                    Level.PROBE,
                    "From another pod, a GET by the Service's name is answered within a second (median of five).",
                    "Every page that needs this server is slow.")
            .requiring(HttpRequirement.HTTP_SERVICE, Requirement.CLIENT_POD)
            .after(HttpAnswersByName.INFO)
            .judged(Concurrency.MEASURING);

    /** A visitor's train of thought is not broken for so long (Nielsen, Usability Engineering, 1993). */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final int TIMES = 5;

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        HttpContext http = new HttpContext(it);
        for (HttpTarget target : http.services()) {
            HttpFromPod way = http.byName(target);
            HttpJudgement judgement = http.judgement(target);
            List<Long> micros = way.micros(http.expectation(target).path(), TIMES, LIMIT);
            String measured = words(micros);
            if (!isInTime(micros)) {
                throw HttpJudgement.failed(
                        judgement.slow(way, measured, "a median of at most %d ms".formatted(LIMIT.toMillis())));
            }
            it.note(way.title() + ": " + measured);
        }
    }

    /** True if all were answered, and half of them or more within the limit. */
    static boolean isInTime(List<Long> micros) {
        return micros.size() == TIMES
                && micros.stream().filter(time -> time > LIMIT.toNanos() / 1000).count() <= TIMES / 2;
    }

    static String words(List<Long> micros) {
        List<Long> sorted = micros.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return "no request answered";
        }
        long worst = sorted.get(sorted.size() - 1);
        return "%.1f ms (median of %d), %.1f ms at worst"
                .formatted(sorted.get(sorted.size() / 2) / 1e3, sorted.size(), worst / 1e3);
    }
}
