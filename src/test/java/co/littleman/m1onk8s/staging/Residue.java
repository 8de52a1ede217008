// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What runs may leave in a stack's namespace and in its Redis, as an administrator sees it. */
record Residue(KubernetesClient admin, String namespace) {
    static final String LEASE = "m1onk8s-verify";

    /** Longer than what a run holds is good for. */
    private static final long EXPIRY_MILLIS = 61_000;

    /** Until all that runs have left here by now has run out. */
    static void awaitExpiry() {
        pause(EXPIRY_MILLIS);
    }

    static void pause(long millis) {
        Awaitility.await()
                .pollDelay(Duration.ofMillis(millis))
                .atMost(Duration.ofMillis(millis + 5_000))
                .until(() -> true);
    }

    List<Lease> leases() {
        return admin.leases().inNamespace(namespace).list().getItems();
    }

    /** Whose keys without a TTL may be in Redis, by what the lease says. */
    List<String> leftBy() {
        return leases().stream()
                .map(lease -> lease.getMetadata().getAnnotations().get("m1onk8s.littleman.co/left-by"))
                .filter(Objects::nonNull)
                .toList();
    }

    /** As if a minute had passed. */
    void expireLeases() {
        leases().forEach(lease -> admin.resource(lease)
                .edit(live -> new LeaseBuilder(live)
                        .editSpec()
                        .withRenewTime(live.getSpec().getRenewTime().minusSeconds(90))
                        .endSpec()
                        .build()));
    }

    /** What runs have made here. */
    List<Pod> clientPods() {
        return admin.pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/managed-by", "m1onk8s-verify")
                .list()
                .getItems();
    }

    /** The stack's own pods, with what would change if one of them was disturbed. */
    List<String> stackPods() {
        return cachePods().stream()
                .map(pod -> pod.getMetadata().getUid()
                        + pod.getStatus().getContainerStatuses().stream()
                                .map(status -> " " + status.getName() + " " + status.getRestartCount())
                                .sorted()
                                .collect(Collectors.joining()))
                .toList();
    }

    private List<Pod> cachePods() {
        return admin.pods()
                .inNamespace(namespace)
                .withLabel("role", "cache")
                .list()
                .getItems();
    }

    /** What the stack's own redis-cli says. */
    String redis(String... command) {
        String pod = cachePods().stream()
                .filter(live -> live.getMetadata().getDeletionTimestamp() == null)
                .map(live -> live.getMetadata().getName())
                .findFirst()
                .orElseThrow();
        List<String> words = new ArrayList<>(List.of("redis-cli"));
        words.addAll(List.of(command));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (ExecWatch exec = admin.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer("redis")
                .writingOutput(output)
                .exec(words.toArray(String[]::new))) {
            exec.exitCode().orTimeout(20, TimeUnit.SECONDS).join();
        }
        return output.toString(StandardCharsets.UTF_8).strip();
    }

    /** Whatever it was in the middle of: nobody is left to end a freeze, and nobody has to. */
    void awaitRedis() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> redis("PING").equals("PONG"));
    }

    /** Keys of runs; such as expire by themselves among them. */
    List<String> keys() {
        return redis("--scan", "--pattern", "m1onk8s-verify:*")
                .lines()
                .filter(key -> !key.isBlank())
                .toList();
    }

    /** Those that do not. */
    List<String> untimedKeys() {
        return keys().stream().filter(key -> key.contains(":pressure:tag:")).toList();
    }

    /** Nothing made, nothing held. */
    void areGone() {
        // Kubernetes' garbage collector takes a second or two, and has to come back as well.
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(leases()).isEmpty();
            assertThat(clientPods()).isEmpty();
        });
    }
}
