// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.service;

import co.littleman.m1onk8s.network.TcpProbe.Answer;
import co.littleman.m1onk8s.network.TcpProbe.Outcome;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.List;

/** What a Service that does not take connections suffers from. */
final class TcpFinding {
    private final DeclaredService service;
    private final String from;
    private final boolean local;

    /**
     * For one Service.
     *
     * @param local true if it leads only to pods of the client's own node (internalTrafficPolicy Local)
     */
    TcpFinding(DeclaredService service, String from, boolean local) {
        this.service = service;
        this.from = from;
        this.local = local;
    }

    Finding of(List<Answer> answers) {
        Answer worst = answers.stream()
                .filter(answer -> answer.outcome() != Outcome.CONNECTED)
                .findFirst()
                .orElseThrow();
        boolean some = answers.stream().anyMatch(answer -> answer.outcome() == Outcome.CONNECTED);
        Finding finding = Finding.of(cause(worst.outcome()), reason(worst)).expected("a connection");
        for (Answer answer : answers) {
            finding = finding.detail("dialled", "%s:%d → %s".formatted(answer.host(), answer.port(), words(answer)));
        }
        return finding.detail("declared", "service/" + service.name(), service.file())
                .likely(likely(worst.outcome(), some))
                .next("kubectl -n %s get service,endpointslices -o wide".formatted(service.namespace()));
    }

    private String reason(Answer worst) {
        String port = "port %d of Service %s".formatted(worst.port(), service.name());
        return switch (worst.outcome()) {
            case REFUSED -> "Dialled from %s, %s refuses.".formatted(from, port);
            case TIMED_OUT -> "Dialled from %s, %s does not answer: the packets are dropped.".formatted(from, port);
            default -> "Dialled from %s, %s is not reached.".formatted(from, port);
        };
    }

    private static String words(Answer answer) {
        if (answer.outcome() == Outcome.CONNECTED) {
            return "connected";
        }
        return answer.words().isEmpty() ? "no answer" : answer.words();
    }

    private static Cause cause(Outcome outcome) {
        return switch (outcome) {
            case REFUSED -> Cause.CONNECTION_REFUSED;
            case TIMED_OUT -> Cause.CONNECTION_TIMED_OUT;
            default -> Cause.CONNECTION_LOST;
        };
    }

    private String likely(Outcome outcome, boolean some) {
        if (local && outcome == Outcome.TIMED_OUT) {
            return "internalTrafficPolicy is Local: only clients on a node that has one of its pods get through";
        }
        return switch (outcome) {
            case REFUSED ->
                some
                        ? "the targetPort of this port is not one on which the container listens"
                        : "the targetPort is not one on which the container listens, or it listens on 127.0.0.1 only";
            case TIMED_OUT -> "a network policy keeps this client out, or the pods' node does not route";
            default -> "the cluster does not route to its Services from there";
        };
    }
}
