// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.checks.service.ClusterIpAnswers;
import co.littleman.m1onk8s.checks.service.DnsNamesResolve;
import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.context.Requirement;
import co.littleman.m1onk8s.settings.Level;

/** The way of every other component: the Service's name and port, from another pod. */
public final class HttpAnswersByName implements Check.OfComponent {
    public static final CheckInfo INFO = CheckInfo.of(
                    "http-answers-by-name",
                    Level.PROBE,
                    "From another pod, a GET by the Service's name is answered as declared, or with a status below 500.",
                    "Other components get no page, whatever the pod itself answers.")
            .requiring(HttpRequirement.HTTP_SERVICE, Requirement.CLIENT_POD)
            .after(HttpAnswers.INFO, DnsNamesResolve.INFO, ClusterIpAnswers.INFO);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public void check(ComponentContext it) {
        HttpContext http = new HttpContext(it);
        for (HttpTarget target : http.services()) {
            HttpFromPod way = http.byName(target);
            it.onceProgrammed(() -> it.note(
                    way.title() + ": " + http.judgement(target).require(way).words()));
        }
    }
}
