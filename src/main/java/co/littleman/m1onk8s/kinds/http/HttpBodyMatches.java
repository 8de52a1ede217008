// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.settings.Level;
import java.util.List;

/** A good status says little: the default page of a web server has one as well. */
public final class HttpBodyMatches implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "http-body-matches",
                    Level.PROBE,
                    "The page by the Service's name contains the declared text; each pod's own, if no client pod can ask.",
                    "The server answers with another page than the one that it is there for.")
            .requiring(HttpRequirement.HTTP_SERVICE)
            .after(HttpAnswers.INFO, HttpAnswersByName.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        HttpContext http = new HttpContext(it);
        List<HttpTarget> declared = http.services().stream()
                .filter(target -> http.expectation(target).body() != null)
                .toList();
        if (declared.isEmpty()) {
            throw new CheckSkippedException(
                    SkipReason.REQUIREMENT,
                    "a declared text: annotation %shttp-body, or %s"
                            .formatted(HttpExpectation.ANNOTATION, HttpOptions.BODY.flag()));
        }
        for (HttpTarget target : declared) {
            try {
                requirePage(http, target, http.byName(target));
            } catch (CheckSkippedException noClient) {
                // An image without a shell, or a policy that keeps it out: no reason to leave the page unread.
                http.throughEachPod(target, way -> requirePage(http, target, way));
                it.note("through a port-forward to each pod, as no client pod can ask");
            }
        }
    }

    private static void requirePage(HttpContext http, HttpTarget target, HttpPath way) {
        HttpJudgement judgement = http.judgement(target);
        HttpReply reply = judgement.require(way);
        http.expectation(target)
                .pattern()
                .filter(pattern -> !pattern.matcher(reply.body()).find())
                .ifPresent(pattern -> {
                    throw HttpJudgement.failed(judgement.differs(way, reply));
                });
    }
}
