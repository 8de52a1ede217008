// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pods that really are behind a Service: from its EndpointSlices, held against the pods that should be there. */
public final class ServiceEndpoints {
    private final NamespaceView view;
    private final DeclaredService service;
    private final @Nullable Workload workload;
    private final EndpointProblem endpointTrouble;

    public ServiceEndpoints(NamespaceView view, DeclaredService service, @Nullable Workload workload) {
        this.view = view;
        this.service = service;
        this.workload = workload;
        this.endpointTrouble = new EndpointProblem(service, workload);
    }

    /** The ready endpoints right now. */
    public List<Endpoint> ready() {
        return view.slicesOf(service).stream().flatMap(ServiceEndpoints::ready).toList();
    }

    /** Those of one slice; an endpoint that does not say whether it is ready counts as ready, as the API has it. */
    static Stream<Endpoint> ready(EndpointSlice slice) {
        return orNone(slice.getEndpoints()).stream()
                .filter(endpoint -> endpoint.getConditions() == null
                        || !Boolean.FALSE.equals(endpoint.getConditions().getReady()))
                .map(endpoint -> new Endpoint(
                        endpoint.getTargetRef() == null
                                ? ""
                                : endpoint.getTargetRef().getName(),
                        endpoint.getAddresses().get(0),
                        slice.getAddressType(),
                        ports(slice)));
    }

    /**
     * Waits until the endpoints are all of the workload's ready pods, in each address family, at every port of the
     * Service, and no pod of another workload.
     *
     * @throws CheckFailedException with what stands between the Service and its pods
     */
    public List<Endpoint> awaitReady(Duration budget) {
        Debounce steady = new Debounce();
        boolean right = Poll.LOCAL.until(budget, () -> {
            Optional<RolloutProblem> trouble = trouble();
            steady.observe(trouble);
            return trouble.isEmpty();
        });
        if (!right) {
            throw new CheckFailedException(steady.last()
                    .map(RolloutProblem::finding)
                    .orElseGet(endpointTrouble::none)
                    .detail("waited", budget.toSeconds() + " s, the whole budget"));
        }
        return ready();
    }

    private Optional<RolloutProblem> trouble() {
        return view.service(service)
                .map(live -> endpointTrouble.of(live, ownPods(), ready()))
                .orElseGet(() -> Optional.of(new RolloutProblem(endpointTrouble.missing(), Duration.ZERO)));
    }

    private List<Pod> ownPods() {
        if (workload == null || !workload.namespace().equals(service.namespace())) {
            return List.of();
        }
        return view.podsOf(workload);
    }

    private static Map<String, Integer> ports(EndpointSlice slice) {
        Map<String, Integer> ports = new HashMap<>();
        for (EndpointPort port : orNone(slice.getPorts())) {
            if (port.getPort() != null) {
                ports.put(port.getName() == null ? "" : port.getName(), port.getPort());
            }
        }
        return ports;
    }

    /** A slice without endpoints has null for them. */
    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
