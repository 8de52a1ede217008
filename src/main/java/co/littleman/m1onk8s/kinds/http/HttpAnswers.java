// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.rollout.RolloutComplete;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.settings.Level;

/** Asks each pod by itself: behind a Service, one that fails would be met by chance only. */
public final class HttpAnswers implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "http-answers",
                    Level.TALK,
                    "Through a port-forward, each ready pod answers a GET as declared, or with a status below 500.",
                    "The pod is ready, and its web server does not serve.")
            .requiring(Requirement.WORKLOAD, HttpRequirement.HTTP)
            .after(RolloutComplete.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        HttpContext http = new HttpContext(it);
        http.throughEachPod((target, way) -> http.judgement(target).require(way));
    }
}
