// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.context.ComponentContext;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.network.PodPath;
import co.littleman.m1onk8s.network.PortForward;
import co.littleman.m1onk8s.stack.DeclaredService;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What a check sees of the web servers of one component: the ways to them, and what they are to answer. */
final class HttpContext {
    private final ComponentContext it;

    HttpContext(ComponentContext it) {
        this.it = it;
    }

    /** All ports that speak HTTP. */
    List<HttpTarget> targets() {
        return HttpTarget.of(it.component());
    }

    /** Those to which a Service leads. */
    List<HttpTarget> services() {
        return targets().stream().filter(target -> target.service() != null).toList();
    }

    /** What a target is to answer, by its Service's annotations and the run's options. */
    HttpExpectation expectation(HttpTarget target) {
        return HttpExpectation.of(it.stack().stack(), it.stack().settings(), target);
    }

    /** Judges what it answers. */
    HttpJudgement judgement(HttpTarget target) {
        DeclaredService service = target.service();
        return new HttpJudgement(
                it.workload(),
                target,
                service == null ? HttpAddress.UNKNOWN : HttpAddress.of(service, it.clusterIps(service)),
                expectation(target));
    }

    /** The host that a client asks for: the Service's name, as in a URL. */
    private String host(HttpTarget target) {
        String declared = expectation(target).host();
        if (declared != null) {
            return declared;
        }
        DeclaredService service = target.service();
        if (service == null) {
            return it.component().name();
        }
        return target.servicePort() == HttpRedirect.HTTP_PORT
                ? service.name()
                : service.name() + ":" + target.servicePort();
    }

    /** The way from the client pod, by the Service's name. */
    HttpFromPod byName(HttpTarget target) {
        DeclaredService service = Objects.requireNonNull(target.service());
        return new HttpFromPod(it.clientPodLetIn(), new Address(service.name(), target.servicePort()), host(target));
    }

    /** Asks each ready pod through a port-forward of its own, at each port that speaks HTTP. */
    void throughEachPod(BiConsumer<HttpTarget, HttpPath> question) {
        targets().forEach(target -> throughEachPod(target, way -> question.accept(target, way)));
    }

    /** Asks each ready pod through a port-forward of its own, at one port. */
    void throughEachPod(HttpTarget target, Consumer<HttpPath> question) {
        int port = target.server().port();
        for (Pod pod : it.readyPods()) {
            String name = pod.getMetadata().getName();
            try (PortForward portForward = PortForward.open(it.stack().cluster(), it.namespace(), name, port)) {
                question.accept(new ForwardedHttp(
                        portForward,
                        new PodPath(it.stack().cluster(), it.namespace(), name),
                        host(target),
                        name,
                        "pod %s, port %d".formatted(name, port)));
            }
        }
    }
}
