// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.manifest.YamlFixture;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointProblemTest {
    private static final DeclaredService SERVICE =
            new DeclaredService("shop", "cache", Map.of("role", "cache"), List.of(), new Place("50-cache.svc.yml", 1));
    private static final Workload CACHE = workload("shop");
    private static final Service LIVE = service("role: cache", "[IPv4]", "redis");
    private static final Pod POD = pod("cache-1", "role: cache");
    private static final Endpoint ENDPOINT = endpoint("cache-1", "IPv4", "redis");
    private static final Duration SETTLING = Duration.ofSeconds(2);

    @Test
    void itsOwnReadyPodAtEveryPortIsNoTrouble() {
        assertThat(trouble(LIVE, List.of(POD), List.of(ENDPOINT))).isEmpty();
    }

    @Test
    void twoFamiliesWantAnEndpointInEach() {
        Service dual = service("role: cache", "[IPv4, IPv6]", "redis");

        assertThat(trouble(dual, List.of(POD), List.of(ENDPOINT, endpoint("cache-1", "IPv6", "redis"))))
                .isEmpty();
        assertTrouble(trouble(dual, List.of(POD), List.of(ENDPOINT)), Cause.ADDRESS_FAMILY_MISSING, SETTLING, """
                Service cache has an IPv6 address, but no IPv6 endpoint.
                  declared   service/cache   50-cache.svc.yml:1
                  likely     its pods have no address of that family
                  look       kubectl -n shop get pods -o jsonpath='{.items[*].status.podIPs}'""");
    }

    @Test
    void aReadyPodThatIsLeftOut() {
        assertTrouble(
                trouble(LIVE, List.of(POD, pod("cache-2", "role: cache")), List.of(ENDPOINT)),
                Cause.ENDPOINT_MISSING,
                SETTLING,
                """
                Service cache leaves out a ready pod of its own: cache-2.
                  expected   every ready pod of deployment/cache
                  likely     the cluster's endpoint slice controller lags or is down
                  look       kubectl -n shop get endpointslices -l kubernetes.io/service-name=cache""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata: {name: cache-2, labels: {role: cache}}\nstatus: {conditions: [{type: Ready, status: 'False'}]}",
                "metadata: {name: cache-2, labels: {role: cache}}\nstatus: {phase: Pending}",
                "metadata: {name: cache-2, labels: {role: cache}, deletionTimestamp: '2026-11-23T10:00:00Z'}\n"
                        + "status: {conditions: [{type: Ready, status: 'True'}]}",
                "metadata: {name: cache-2, labels: {role: old}}\nstatus: {conditions: [{type: Ready, status: 'True'}]}",
                "metadata: {name: cache-2}\nstatus: {conditions: [{type: Ready, status: 'True'}]}",
            })
    void aPodThatIsNotReadyOrGoesOrIsNotSelectedIsNotLeftOut(String other) {
        assertThat(trouble(LIVE, List.of(POD, YamlFixture.yaml(other, Pod.class)), List.of(ENDPOINT)))
                .isEmpty();
    }

    @Test
    void aPodOfAnotherWorkloadToWhichNoPortLeadsIsNoTrouble() {
        Endpoint test = new Endpoint("test", "10.42.0.9", "IPv4", Map.of());

        assertThat(trouble(LIVE, List.of(POD), List.of(ENDPOINT, test))).isEmpty();
    }

    @Test
    void aPodOfAnotherWorkload() {
        assertTrouble(
                trouble(LIVE, List.of(POD), List.of(ENDPOINT, endpoint("twin-1", "IPv4", "redis"))),
                Cause.FOREIGN_ENDPOINT,
                SETTLING,
                """
                Service cache also leads to a pod of another workload: twin-1.
                  expected   only pods of deployment/cache
                  seen       pod twin-1 at 10.42.0.7
                  selector   role=cache   50-cache.svc.yml:1
                  likely     another workload's pods have the same labels; a Service takes everything that matches
                  look       kubectl -n shop get pods -l role=cache""");
    }

    @Test
    void aPortThatNoContainerHas() {
        assertTrouble(
                trouble(service("role: cache", "[IPv4]", "rediss"), List.of(POD), List.of(endpoint("cache-1", "IPv4"))),
                Cause.PORT_LEADS_NOWHERE,
                SETTLING,
                """
                Port 6379 of Service cache leads nowhere: no container has a port named rediss.
                  targetPort   rediss                                     50-cache.svc.yml:1
                  containers   redis: redis=6379, metrics: unnamed=9121   50-cache.dep.yml:1
                  likely       the container's port was renamed, and the Service was not
                  look         kubectl -n shop get endpointslices -o yaml""");
    }

    @Test
    void noReadyEndpointMayStillComeUntilTheBudgetEnds() {
        assertTrouble(
                trouble(LIVE, List.of(POD), List.of()), Cause.NO_READY_ENDPOINT, RolloutProblem.UNTIL_BUDGET, """
                Service cache has no ready endpoint, although its selector matches pods.
                  selector   role=cache   50-cache.svc.yml:1
                  likely     the pods that it selects are not ready
                  look       kubectl -n shop get pods,endpointslices""");
        assertThat(trouble(LIVE, List.of(), List.of())
                        .map(trouble -> trouble.finding().cause()))
                .as("no pods yet")
                .contains(Cause.NO_READY_ENDPOINT);
        assertThat(new EndpointProblem(SERVICE, CACHE).none().cause()).isEqualTo(Cause.NO_READY_ENDPOINT);
    }

    @Test
    void aSelectorThatMatchesNothingIsFinalAtOnce() {
        assertTrouble(
                trouble(service("role: cahce", "[IPv4]", "redis"), List.of(POD), List.of()),
                Cause.SELECTOR_MATCHES_NOTHING,
                Duration.ZERO,
                """
                Service cache has no ready endpoint: its selector matches no pod, and nothing can change it.
                  selector     role=cahce   50-cache.svc.yml:1
                  pod labels   role=cache   50-cache.dep.yml:1
                  pod labels   role=cache   live cache-1
                  likely       the Service's selector does not match the pod template's labels
                  look         kubectl -n shop get pods --show-labels""");
    }

    @Test
    void soIsOneWhosePodsHaveOtherLabelsThanTheirTemplate() {
        assertThat(trouble(LIVE, List.of(pod("cache-1", "role: old")), List.of())
                        .map(trouble -> trouble.finding().cause()))
                .contains(Cause.SELECTOR_MATCHES_NOTHING);
    }

    @Test
    void soIsOneThatTheTemplateDoesNotMatchBeforeAnyPodIsThere() {
        Optional<RolloutProblem> trouble = trouble(service("role: cahce", "[IPv4]", "redis"), List.of(), List.of());

        assertThat(trouble.map(found -> found.finding().cause())).contains(Cause.SELECTOR_MATCHES_NOTHING);
        assertThat(trouble.map(RolloutProblem::patience)).contains(Duration.ZERO);
    }

    @Test
    void aLabelMoreThanInTheManifestsOnServiceAndPodsIsNoTrouble() {
        assertThat(trouble(
                        service("role: cache, track: blue", "[IPv4]", "redis"),
                        List.of(pod("cache-1", "role: cache, track: blue")),
                        List.of(ENDPOINT)))
                .isEmpty();
    }

    @Test
    void soIsOneWithoutAnyWorkload() {
        assertTrouble(
                new EndpointProblem(SERVICE, null).of(LIVE, List.of(), List.of()),
                Cause.SELECTOR_MATCHES_NOTHING,
                Duration.ZERO,
                """
                Service cache has no ready endpoint: its selector matches no pod, and nothing can change it.
                  selector   role=cache   50-cache.svc.yml:1
                  likely     no workload in the manifests has these labels
                  look       kubectl -n shop get pods --show-labels""");
    }

    @Test
    void soIsOneInAnotherNamespaceThanItsWorkload() {
        assertTrouble(
                new EndpointProblem(SERVICE, workload("depot")).of(LIVE, List.of(), List.of()),
                Cause.SELECTOR_MATCHES_NOTHING,
                Duration.ZERO,
                """
                Service cache has no ready endpoint: its selector matches no pod, and nothing can change it.
                  selector     role=cache   50-cache.svc.yml:1
                  pod labels   role=cache   50-cache.dep.yml:1
                  namespace    shop         50-cache.svc.yml:1
                  namespace    depot        50-cache.dep.yml:1
                  likely       the Service and its workload are in different namespaces
                  look         kubectl -n shop get pods --show-labels""");
    }

    @Test
    void aServiceThatIsNotThere() {
        assertThat(new EndpointProblem(SERVICE, CACHE).missing()).satisfies(finding -> {
            assertThat(finding.cause()).isEqualTo(Cause.OBJECT_MISSING);
            assertThat(finding.message()).isEqualTo("""
                    Service cache is not on the cluster.
                      declared   service/cache   50-cache.svc.yml:1
                      look       kubectl -n shop get services""");
        });
    }

    private static void assertTrouble(
            Optional<RolloutProblem> trouble, Cause cause, Duration patience, String message) {
        assertThat(trouble).hasValueSatisfying(found -> {
            assertThat(found.finding().message()).isEqualTo(message);
            assertThat(found.finding().cause()).isEqualTo(cause);
            assertThat(found.patience()).isEqualTo(patience);
        });
    }

    private static Optional<RolloutProblem> trouble(Service live, List<Pod> own, List<Endpoint> ready) {
        return new EndpointProblem(SERVICE, CACHE).of(live, own, ready);
    }

    private static Workload workload(String namespace) {
        return new Workload(
                "Deployment",
                namespace,
                "cache",
                YamlFixture.yaml("""
                metadata: {labels: {role: cache}}
                spec:
                  containers:
                    - {name: redis, ports: [{name: redis, containerPort: 6379}]}
                    - {name: metrics, ports: [{containerPort: 9121}]}
                """, PodTemplateSpec.class),
                new Place("50-cache.dep.yml", 1));
    }

    private static Service service(String selector, String families, String target) {
        return YamlFixture.yaml("""
                spec:
                  selector: {%s}
                  ipFamilies: %s
                  ports: [{name: redis, port: 6379, targetPort: %s}]
                """.formatted(selector, families, target), Service.class);
    }

    private static Pod pod(String name, String labels) {
        return YamlFixture.yaml("""
                metadata: {name: %s, labels: {%s}}
                status: {conditions: [{type: Ready, status: 'True'}]}
                """.formatted(name, labels), Pod.class);
    }

    private static Endpoint endpoint(String pod, String family, String... ports) {
        return new Endpoint(pod, "10.42.0.7", family, ports.length == 0 ? Map.of() : Map.of("redis", 6379));
    }
}
