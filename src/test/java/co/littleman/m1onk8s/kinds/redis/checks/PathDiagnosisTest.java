// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.checks.PathDiagnosis.Layer;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathDiagnosisTest {
    private static final DeclaredService CACHE =
            new DeclaredService("shop", "cache", Map.of("role", "cache"), List.of(), new Place("50-cache.svc.yml", 1));
    private static final Address NAME = new Address("cache", 6379);
    private static final Address CLUSTER_IP = new Address("10.43.0.9", 6379);
    private static final Address POD = new Address("10.42.0.7", 6379);
    private static final String REFUSED = "Could not connect to Redis: Connection refused";

    @Test
    void nothingIsWrongWhereEveryPathGivesTheNonce() {
        assertThat(seen("1a2b", "1a2b", "1a2b")).isEmpty();
    }

    @Test
    void whereOnlyNamesFailItIsDns() {
        Finding finding = seen("Could not connect to Redis: Name or service not known", "1a2b", "1a2b")
                .orElseThrow();

        assertThat(finding.cause()).isEqualTo(Cause.PATH_BY_NAME_BROKEN);
        assertThat(finding.message()).isEqualTo("""
                Redis answers at the ClusterIP of Service cache, but not by every name.
                  port-forward   1a2b
                  name           cache:6379 → Could not connect to Redis: Name or service not known
                  ClusterIP      10.43.0.9:6379 → 1a2b
                  pod IP         10.42.0.7:6379 → 1a2b
                  likely         DNS: the server, the search list, or the name
                  look           kubectl -n kube-system get pods -l k8s-app=kube-dns""");
    }

    @Test
    void aServiceWithoutAClusterIpIsNotSaidToAnswerThere() {
        Map<Address, Layer> layers = new LinkedHashMap<>();
        layers.put(NAME, Layer.NAME);
        layers.put(POD, Layer.POD);
        Map<Address, String> answers = new LinkedHashMap<>();
        answers.put(NAME, "Could not connect to Redis: Name or service not known");
        answers.put(POD, "1a2b");

        Finding finding = new PathDiagnosis(CACHE, "1a2b", layers).of(answers).orElseThrow();

        assertThat(finding.cause()).isEqualTo(Cause.PATH_BY_NAME_BROKEN);
        assertThat(finding.message()).isEqualTo("""
                Redis answers at its pod's address, but not by every name of Service cache, which has no ClusterIP.
                  port-forward   1a2b
                  name           cache:6379 → Could not connect to Redis: Name or service not known
                  pod IP         10.42.0.7:6379 → 1a2b
                  likely         a headless Service (clusterIP: None), which ignores its port mapping, or type ExternalName
                  look           kubectl -n shop get service cache -o yaml""");
    }

    @Test
    void whereThePodAnswersAndTheServiceDoesNotItIsTheService() {
        Finding finding = seen(REFUSED, REFUSED, "1a2b").orElseThrow();

        assertThat(finding.cause()).isEqualTo(Cause.PATH_BY_SERVICE_BROKEN);
        assertThat(finding.message()).isEqualTo("""
                Redis answers at its pod's address, but not through Service cache.
                  port-forward   1a2b
                  name           cache:6379 → Could not connect to Redis: Connection refused
                  ClusterIP      10.43.0.9:6379 → Could not connect to Redis: Connection refused
                  pod IP         10.42.0.7:6379 → 1a2b
                  likely         the Service's port or targetPort leads elsewhere, or the node does not program Services
                  look           kubectl -n shop get service,endpointslices -o wide""");
    }

    @Test
    void whereThePodItselfRefusesRedisListensOnLoopback() {
        Finding finding = seen(REFUSED, REFUSED, REFUSED).orElseThrow();

        assertThat(finding.cause()).isEqualTo(Cause.LISTENS_ON_LOOPBACK);
        assertThat(finding.message()).isEqualTo("""
                Redis answers inside its pod only: other pods are refused at the pod's own address.
                  port-forward   1a2b
                  name           cache:6379 → Could not connect to Redis: Connection refused
                  ClusterIP      10.43.0.9:6379 → Could not connect to Redis: Connection refused
                  pod IP         10.42.0.7:6379 → Could not connect to Redis: Connection refused
                  likely         bind 127.0.0.1 in its arguments or its redis.conf
                  look           kubectl -n shop get pods -o yaml   # the arguments of redis-server""");
    }

    @Test
    void aRedisInProtectedModeListensThereAndRefuses() {
        String denied = "DENIED Redis is running in protected mode because no password is set. In this mode connections"
                + " are only accepted from the loopback interface. 1) Just disable it.";

        Finding finding = seen(denied, denied, denied).orElseThrow();

        assertThat(finding.cause()).isEqualTo(RedisCause.REDIS_ERROR);
        assertThat(finding.message()).isEqualTo("""
                Redis listens at its pod's own address, and refuses other pods: DENIED Redis is running in protected mode because no password is set.
                  port-forward   1a2b
                  name           cache:6379 → DENIED Redis is running in protected mode because no password is set.
                  ClusterIP      10.43.0.9:6379 → DENIED Redis is running in protected mode because no password is set.
                  pod IP         10.42.0.7:6379 → DENIED Redis is running in protected mode because no password is set.
                  likely         protected mode: without a password Redis serves its own pod only; give it one (requirepass), or set protected-mode no and let a network policy keep strangers out
                  look           kubectl -n shop get pods -o yaml   # the arguments of redis-server""");
    }

    @Test
    void whateverRedisSaysItListensWhereItSaysIt() {
        String full = "ERR max number of clients reached";

        assertThat(seen(full, full, full).orElseThrow().cause()).isEqualTo(RedisCause.REDIS_TOO_MANY_CLIENTS);
    }

    @Test
    void whereNothingButTheTunnelComesThroughItIsTheNetwork() {
        Finding finding = seen("timed out", "timed out", "timed out").orElseThrow();

        assertThat(finding.cause()).isEqualTo(Cause.PATH_TO_POD_BROKEN);
        assertThat(finding.message()).isEqualTo("""
                Redis answers through the port-forward, but no other pod reaches its pod.
                  port-forward   1a2b
                  name           cache:6379 → timed out
                  ClusterIP      10.43.0.9:6379 → timed out
                  pod IP         10.42.0.7:6379 → timed out
                  likely         a network policy keeps this client out, or the network between pods is broken
                  look           kubectl -n shop get networkpolicies""");
    }

    @Test
    void whereAPathHasNothingToSayItLeadsToAnotherRedis() {
        Finding finding = seen("nothing", "nothing", "1a2b").orElseThrow();

        assertThat(finding.cause()).isEqualTo(RedisCause.SPLIT_DATA);
        assertThat(finding.message()).isEqualTo("""
                2 of 3 paths by Service cache lead to another Redis than the port-forward.
                  port-forward   1a2b
                  name           cache:6379 → nothing
                  ClusterIP      10.43.0.9:6379 → nothing
                  pod IP         10.42.0.7:6379 → 1a2b
                  likely         the Service leads to pods of another workload, or to a second Redis
                  look           kubectl -n shop get endpointslices -o wide""");
    }

    @Test
    void aRefusalBesideNothingIsABrokenPathAndNoOtherRedis() {
        assertThat(seen(REFUSED, "nothing", "1a2b").orElseThrow().cause()).isEqualTo(Cause.PATH_BY_SERVICE_BROKEN);
    }

    @Test
    void onlyTheAnswerAtThePodsAddressTellsThatItRefuses() {
        assertThat(seen(REFUSED, REFUSED, "timed out").orElseThrow().cause()).isEqualTo(Cause.PATH_TO_POD_BROKEN);
        assertThat(seen("timed out", "timed out", REFUSED).orElseThrow().cause())
                .isEqualTo(Cause.LISTENS_ON_LOOPBACK);
    }

    private static Optional<Finding> seen(String byName, String byClusterIp, String byPod) {
        Map<Address, String> answers = new LinkedHashMap<>();
        answers.put(NAME, byName);
        answers.put(CLUSTER_IP, byClusterIp);
        answers.put(POD, byPod);
        return new PathDiagnosis(CACHE, "1a2b", Map.of(NAME, Layer.NAME, CLUSTER_IP, Layer.SERVICE, POD, Layer.POD))
                .of(answers);
    }
}
