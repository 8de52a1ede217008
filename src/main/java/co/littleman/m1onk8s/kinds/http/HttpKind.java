// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import static co.littleman.m1onk8s.kinds.ConsequenceRule.found;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.checks.CheckInfo;
import co.littleman.m1onk8s.kinds.ComponentKind;
import co.littleman.m1onk8s.kinds.ConsequenceRule;
import co.littleman.m1onk8s.kinds.LogDialect;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.Server;
import co.littleman.m1onk8s.stack.Stack;
import java.util.List;

/** A web server, in clear text. */
public final class HttpKind implements ComponentKind {
    private static final LogDialect LOG = new HttpLog();

    @Override
    public String name() {
        return HttpTarget.KIND;
    }

    @Override
    public List<Server> servers(Component component) {
        return HttpTarget.of(component).stream()
                .map(HttpTarget::server)
                .distinct()
                .toList();
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new HttpAnswers(),
                new HttpAnswersByName(),
                new HttpBodyMatches(),
                new HttpKeepsAlive(),
                new HttpAnswersInTime());
    }

    @Override
    public List<Cause> causes() {
        return HttpCause.ALL;
    }

    @Override
    public List<String> serviceAnnotations() {
        return HttpExpectation.KEYS;
    }

    @Override
    public void requireValid(Settings settings, Stack stack) {
        for (Component component : stack.components()) {
            List<HttpTarget> targets = HttpTarget.of(component);
            component.services().forEach(service -> HttpAnnotations.requireMeant(stack, service, targets));
            targets.forEach(target -> HttpExpectation.of(stack, settings, target));
        }
    }

    @Override
    public List<CheckInfo> beforeDisruption(String check) {
        return List.of(HttpAnswers.INFO);
    }

    @Override
    public LogDialect log() {
        return LOG;
    }

    @Override
    public List<ConsequenceRule> consequences() {
        return List.of(
                found("ports-lead-somewhere", Cause.PORT_LEADS_NOWHERE)
                        .explains("http-answers")
                        .as(Cause.CONNECTION_REFUSED, HttpCause.HTTP_CLOSES_EARLY),
                found("http-answers", Cause.CONNECTION_REFUSED)
                        .explains("cluster-ip-answers", "peer-reaches-service")
                        .as(Cause.CONNECTION_REFUSED),
                found("http-answers", HttpCause.HTTP_SERVER_ERROR)
                        .explains("logs-clean")
                        .as(Cause.ERROR_IN_LOG)
                        .ifEachLineIsLike("(?i)upstream|proxy|fastcgi"),
                found("pods-stay-calm", Cause.CONTAINER_RESTARTED, Cause.OUT_OF_MEMORY)
                        .explains("http-answers", "http-answers-by-name", "http-keeps-alive", "http-answers-in-time")
                        .as(
                                Cause.NOT_READY,
                                Cause.CONNECTION_REFUSED,
                                Cause.CONNECTION_LOST,
                                Cause.TUNNEL_LOST,
                                HttpCause.HTTP_SILENT,
                                HttpCause.HTTP_CLOSES_EARLY,
                                HttpCause.HTTP_SLOW));
    }
}
