// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Level;
import java.io.IOException;

/** Clients keep connections, as HTTP/1.1 lets them: one that is closed without a word costs them a request. */
public final class HttpKeepsAlive implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "http-keeps-alive",
                    Level.PROBE,
                    "Over one connection, a second GET is answered too, unless the server said that it closes.",
                    "Now and then a request of a proxy or a browser fails, and nobody finds out why.")
            .requiring(HttpRequirement.HTTP_SERVICE, Requirement.CLIENT_POD)
            .after(HttpAnswersByName.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        HttpContext http = new HttpContext(it);
        for (HttpTarget target : http.services()) {
            HttpFromPod way = http.byName(target);
            HttpFromPod.Kept kept = kept(way, http.expectation(target).path());
            HttpJudgement judgement = http.judgement(target);
            judgement.require(way, http.expectation(target).path(), kept.first());
            if (kept.closes()) {
                it.note("%s closes each connection, and says so".formatted(way.title()));
            } else if (kept.second().kind() != HttpReply.Kind.WHOLE) {
                throw HttpJudgement.failed(judgement.notKept(
                        way, "to the second request: " + kept.second().words()));
            } else {
                it.note("%s answers two requests over one connection".formatted(way.title()));
            }
        }
    }

    private static HttpFromPod.Kept kept(HttpFromPod way, String path) {
        try {
            return way.getTwice(path);
        } catch (IOException e) {
            throw HttpJudgement.failed(Finding.of(
                    Cause.CONNECTION_LOST, "The connection to %s broke: %s.".formatted(way.title(), e.getMessage())));
        }
    }
}
