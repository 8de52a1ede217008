package co.littleman.m1onk8s.claims;

import co.littleman.m1onk8s.redis.Redis;
import co.littleman.m1onk8s.rollout.Endpoint;
import co.littleman.m1onk8s.rollout.NamespaceView;
import co.littleman.m1onk8s.rollout.Rollout;
import co.littleman.m1onk8s.rollout.ServiceEndpoints;
import co.littleman.m1onk8s.route.ClientPod;
import co.littleman.m1onk8s.route.Tunnel;
import co.littleman.m1onk8s.settings.RedisAccess;
import co.littleman.m1onk8s.stack.Component;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import co.littleman.m1onk8s.verdict.Cause;
import co.littleman.m1onk8s.verdict.Finding;
import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.RunId;
import co.littleman.m1onk8s.verdict.SkipReason;
import co.littleman.m1onk8s.verdict.Skipped;
import co.littleman.m1onk8s.verdict.Unproven;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** What claims see of one component. */
public final class ComponentScene {
    /** Slices follow ready pods within a second; ten leave room for a slow controller and no more. */
    private static final Duration ENDPOINT_BUDGET = Duration.ofSeconds(10);

    /** kube-proxy and CoreDNS hear of a change at once and act on it within a second (minSyncPeriod); five, when busy. */
    private static final Duration PROGRAMMING_BUDGET = Duration.ofSeconds(5);

    private static final Duration ASK_AGAIN = Duration.ofMillis(250);

    private final AtomicInteger retries = new AtomicInteger();
    private final StackScene stack;
    private final Component component;

    ComponentScene(StackScene stack, Component component) {
        this.stack = stack;
        this.component = component;
    }

    Component component() {
        return component;
    }

    RunId run() {
        return stack.run();
    }

    RedisAccess redisAccess() {
        return stack.settings().redis();
    }

    List<DeclaredService> services() {
        return component.services();
    }

    private NamespaceView view() {
        return stack.view(component.namespace());
    }

    /** Refuses the claim where the component has nothing that it could be about. */
    void require(List<Need> needs) {
        for (Need need : needs) {
            boolean there = switch (need) {
                case WORKLOAD -> component.workload() != null;
                case SERVICE -> !component.services().isEmpty();
                case REDIS -> component.redisContainer().isPresent();
                case CLIENT_POD -> stack.canAskFrom(component.namespace());
            };
            if (!there) {
                throw new Skipped(SkipReason.NEED, need.words());
            }
        }
    }

    /** Waits until the workload is rolled out. */
    void rollsOut() {
        Workload workload = Objects.requireNonNull(component.workload());
        stack.phases().time("ready", stack.cluster()::awaitReady);
        stack.phases()
                .time(
                        "rollout " + component.name(),
                        () -> new Rollout(view(), workload, stack.circumstances())
                                .awaitComplete(stack.settings().budgets().rollout()));
    }

    /** The pods behind a Service, once they are ready. */
    List<Endpoint> endpoints(DeclaredService service) {
        return new ServiceEndpoints(view(), service, component.workload()).awaitReady(ENDPOINT_BUDGET);
    }

    /** The addresses under which the cluster knows the Service. */
    List<String> clusterIps(DeclaredService service) {
        return view().service(service)
                .map(live -> live.getSpec().getClusterIPs())
                .filter(Objects::nonNull)
                .orElse(List.of());
    }

    /** How often a question was asked again because the network may not have been programmed yet. */
    int retries() {
        return retries.get();
    }

    /**
     * Asks until the answer is right, for as long as nodes may take to program a Service whose endpoints just changed.
     *
     * @throws Unproven the last answer, where it stays wrong
     */
    void onceProgrammed(Runnable question) {
        long end = System.nanoTime() + PROGRAMMING_BUDGET.toNanos();
        Awaitility.await()
                .forever()
                .pollDelay(Duration.ZERO)
                .pollInterval(ASK_AGAIN)
                .pollInSameThread()
                .until(() -> {
                    try {
                        question.run();
                        return true;
                    } catch (Unproven e) {
                        if (System.nanoTime() >= end || e.finding().cause().outcome() != Outcome.FAIL) {
                            throw e;
                        }
                        retries.incrementAndGet();
                        return false;
                    }
                });
    }

    /** A pod that asks from inside. */
    ClientPod clientPod() {
        return stack.clientPod(component.namespace()).awaitRunning();
    }

    /** Speaks to Redis through a tunnel to one ready pod of each Service. */
    void overTunnel(Consumer<Redis> conversation) {
        for (DeclaredService service : services()) {
            ServicePort port = component.redisPort(service).orElse(null);
            if (port != null) {
                Endpoint endpoint = endpoints(service).get(0);
                String name = port.getName() == null ? "" : port.getName();
                Integer podPort = endpoint.ports().get(name);
                if (podPort == null) {
                    throw new Unproven(Finding.of(
                            Cause.PORT_LEADS_NOWHERE,
                            "Port %d of Service %s leads nowhere.".formatted(port.getPort(), service.name())));
                }
                converse(service, endpoint, podPort, conversation);
            }
        }
    }

    private void converse(DeclaredService service, Endpoint endpoint, int podPort, Consumer<Redis> conversation) {
        try (Tunnel tunnel = Tunnel.open(stack.cluster(), component.namespace(), endpoint, podPort);
                Redis redis = new Redis(
                        "pod " + endpoint.pod() + " behind Service " + service.name(),
                        tunnel.host(),
                        tunnel.port(),
                        redisAccess(),
                        tunnel::explain)) {
            conversation.accept(redis);
        }
    }
}
