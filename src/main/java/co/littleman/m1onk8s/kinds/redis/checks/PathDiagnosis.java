// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.checks;

import co.littleman.m1onk8s.kinds.redis.client.RedisRefusal;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.network.Address;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.stack.DeclaredService;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which layer is broken, from which paths to Redis gave back what the port-forward wrote. */
record PathDiagnosis(DeclaredService service, String nonce, Map<Address, Layer> layers) {

    /** What a path goes through, beside all that the later ones go through. */
    enum Layer {
        NAME,
        SERVICE,
        POD
    }

    /** Empty if every path gave the nonce. */
    Optional<Finding> of(Map<Address, String> answers) {
        if (answers.values().stream().allMatch(nonce::equals)) {
            return Optional.empty();
        }
        Finding finding = base(answers).detail("port-forward", nonce);
        for (Map.Entry<Address, String> answer : answers.entrySet()) {
            finding = finding.detail(
                    label(answer.getKey()), answer.getKey() + " → " + RedisRefusal.shown(answer.getValue()));
        }
        return Optional.of(finding);
    }

    private String label(Address address) {
        return switch (layers.getOrDefault(address, Layer.NAME)) {
            case NAME -> "name";
            case SERVICE -> "ClusterIP";
            case POD -> "pod IP";
        };
    }

    private Finding base(Map<Address, String> answers) {
        List<String> wrong = answers.values().stream()
                .filter(answer -> !answer.equals(nonce))
                .toList();
        // An empty answer is Redis' nil: it is there, but it is not the one that was written to.
        if (wrong.stream().allMatch(answer -> answer.equals("nothing"))) {
            return Finding.of(
                            RedisCause.SPLIT_DATA,
                            "%d of %d paths by Service %s lead to another Redis than the port-forward."
                                    .formatted(wrong.size(), answers.size(), service.name()))
                    .likely("the Service leads to pods of another workload, or to a second Redis")
                    .next(look("endpointslices -o wide"));
        }
        if (broken(answers, Layer.POD)) {
            return podNetwork(answers);
        }
        if (broken(answers, Layer.SERVICE)) {
            return Finding.of(
                            Cause.PATH_BY_SERVICE_BROKEN,
                            "Redis answers at its pod's address, but not through Service %s.".formatted(service.name()))
                    .likely("the Service's port or targetPort leads elsewhere, or the node does not program Services")
                    .next(look("service,endpointslices -o wide"));
        }
        if (!layers.containsValue(Layer.SERVICE)) {
            return Finding.of(
                            Cause.PATH_BY_NAME_BROKEN,
                            "Redis answers at its pod's address, but not by every name of Service %s, which has no ClusterIP."
                                    .formatted(service.name()))
                    .likely(
                            "a headless Service (clusterIP: None), which ignores its port mapping, or type ExternalName")
                    .next(look("service %s -o yaml".formatted(service.name())));
        }
        return Finding.of(
                        Cause.PATH_BY_NAME_BROKEN,
                        "Redis answers at the ClusterIP of Service %s, but not by every name."
                                .formatted(service.name()))
                .likely("DNS: the server, the search list, or the name")
                .next("kubectl -n kube-system get pods -l k8s-app=kube-dns");
    }

    private Finding podNetwork(Map<Address, String> answers) {
        List<String> atPods = answers.entrySet().stream()
                .filter(answer -> layers.get(answer.getKey()) == Layer.POD)
                .map(Map.Entry::getValue)
                .toList();
        Optional<String> refusal = atPods.stream().filter(RedisRefusal::is).findFirst();
        if (refusal.isPresent()) {
            // A refusal in Redis' own words means that Redis listens there.
            String reply = refusal.get();
            return Finding.of(
                            RedisRefusal.cause(reply),
                            "Redis listens at its pod's own address, and refuses other pods: %s"
                                    .formatted(RedisRefusal.shown(reply)))
                    .likely(RedisRefusal.likely(reply))
                    .next(look("pods -o yaml   # the arguments of redis-server"));
        }
        if (atPods.stream().anyMatch(answer -> answer.contains("refused"))) {
            return Finding.of(
                            Cause.LISTENS_ON_LOOPBACK,
                            "Redis answers inside its pod only: other pods are refused at the pod's own address.")
                    .likely("bind 127.0.0.1 in its arguments or its redis.conf")
                    .next(look("pods -o yaml   # the arguments of redis-server"));
        }
        return Finding.of(
                        Cause.PATH_TO_POD_BROKEN,
                        "Redis answers through the port-forward, but no other pod reaches its pod.")
                .likely("a network policy keeps this client out, or the network between pods is broken")
                .next(look("networkpolicies"));
    }

    private boolean broken(Map<Address, String> answers, Layer layer) {
        return answers.entrySet().stream()
                .filter(answer -> layers.get(answer.getKey()) == layer)
                .anyMatch(answer -> !answer.getValue().equals(nonce));
    }

    private String look(String what) {
        return "kubectl -n %s get %s".formatted(service.namespace(), what);
    }
}
