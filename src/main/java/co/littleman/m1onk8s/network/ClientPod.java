// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.lease.OwnershipMetadata;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.RunInterruptedException;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.rollout.NamespaceView;
import co.littleman.m1onk8s.run.Poll;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A pod beside the stack that asks what an application would ask: by name, through the Service. One for each namespace
 * and run, for all questions; it runs an image that the stack already has.
 */
public final class ClientPod implements AutoCloseable {
    private static final Duration START_BUDGET = Duration.ofSeconds(30);
    private static final Duration SCRIPT_BUDGET = Duration.ofSeconds(60);

    private static final String NO_BASH = "there is no bash here";

    private final NamespaceView view;
    private final PodResource pod;
    private final String name;
    private final String namespace;
    private final PodShells shells;

    private @Nullable String resolvConf;
    private volatile boolean ran;

    private ClientPod(NamespaceView view, PodResource pod, String name, String namespace) {
        this.view = view;
        this.pod = pod;
        this.name = name;
        this.namespace = namespace;
        this.shells = new PodShells(pod, ClientPodSpec.CONTAINER);
    }

    /**
     * Creates the pod, without waiting for it to run.
     *
     * @throws CheckFailedException CLIENT_POD_UNAVAILABLE if the cluster refuses it, or a Service would select it;
     *     API_FORBIDDEN if we may not
     */
    public static ClientPod create(
            Cluster cluster, NamespaceView view, String namespace, OwnershipMetadata mark, ClientPodRequest request) {
        refuseTwins(view, namespace, request.labels());
        Pod wanted = ClientPodSpec.pod(mark, request);
        PodResource pod = cluster.client().pods().inNamespace(namespace).resource(wanted);
        try {
            pod.create();
        } catch (KubernetesClientException e) {
            if (ApiProblem.said(e).contains("\" cannot create resource") || e.getCode() <= 0) {
                throw ApiProblem.of("creating a client pod in namespace " + namespace, e);
            }
            throw unavailable(namespace, "The cluster refuses a client pod in namespace %s.", ApiProblem.said(e), e);
        }
        return new ClientPod(view, pod, wanted.getMetadata().getName(), namespace);
    }

    /** Labels of a Service's own pods would also count for disruption budgets and for controllers that adopt pods. */
    private static void refuseTwins(NamespaceView view, String namespace, Map<String, String> labels) {
        view.services().stream()
                .filter(service -> service.getSpec().getSelector() != null
                        && !service.getSpec().getSelector().isEmpty()
                        && labels.entrySet()
                                .containsAll(service.getSpec().getSelector().entrySet()))
                .findFirst()
                .ifPresent(service -> {
                    throw unavailable(
                            namespace,
                            "A client pod with labels %s would look like a pod of Service %s in namespace %%s."
                                    .formatted(labels, service.getMetadata().getName()),
                            "--client-labels or VERIFY_CLIENT_LABELS",
                            null);
                });
    }

    /** True for the labels of a client pod of this suite: it belongs to no stack. */
    public static boolean isOurs(Map<String, String> labels) {
        return OwnershipMetadata.MANAGER.equals(labels.get(OwnershipMetadata.MANAGED_BY));
    }

    /** Where the API server has it. */
    public String path() {
        return "/api/v1/namespaces/%s/pods/%s".formatted(namespace, name);
    }

    /** Gives the pod other labels, besides those by which it is known as ours. */
    public void relabel(Map<String, String> from, Map<String, String> to) {
        Map<String, @Nullable String> labels = new TreeMap<>();
        from.keySet().forEach(key -> labels.put(key, null));
        labels.putAll(to);
        try {
            // Not edit(): that compares with the pod as it was created, and finds nothing to put back.
            pod.patch(
                    PatchContext.of(PatchType.JSON_MERGE),
                    Serialization.asJson(Map.of("metadata", Map.of("labels", labels))));
        } catch (KubernetesClientException e) {
            throw ApiProblem.of("changing the labels of pod " + name, e);
        }
    }

    /** True if it ran, and somebody has taken it away: a drain of its node, say. */
    public boolean isGone() {
        return ran && view.pod(name).isEmpty();
    }

    /**
     * Waits until scripts can run.
     *
     * @return false if somebody has taken it away
     * @throws CheckFailedException CLIENT_POD_UNAVAILABLE if it does not start
     */
    public boolean awaitStart() {
        boolean settled = Poll.LOCAL.until(START_BUDGET, () -> isRunning() || isGone());
        if (!settled) {
            throw unavailable(namespace, "The client pod in namespace %s did not start.", state(), null);
        }
        return !isGone();
    }

    /** As above; one that was taken away is CLIENT_POD_UNAVAILABLE as well. */
    public ClientPod awaitRunning() {
        if (!awaitStart()) {
            throw unavailable(namespace, "The client pod in namespace %s was deleted.", "the pod is gone", null);
        }
        return this;
    }

    /**
     * Runs a shell script in the pod and returns what it printed; it has an empty standard input. The script goes over
     * standard input to a shell: neither the API server's audit log nor ps shows it. A script waits until the pod has
     * room for it, and its time begins then.
     *
     * @throws CheckFailedException if the script could not be run to its end; its own exit code is not looked at
     */
    public String run(String script) {
        try {
            String printed = shells.run(script, SCRIPT_BUDGET);
            if (printed == null) {
                // What it did not say is no answer.
                throw broke("the connection ended before the script did", null);
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunInterruptedException.whileDoing("running a script in pod " + name);
        } catch (TimeoutException e) {
            throw unavailable(
                    namespace,
                    "A script in the client pod of namespace %s did not end within " + SCRIPT_BUDGET.toSeconds()
                            + " s.",
                    String.valueOf(e.getMessage()),
                    e);
        } catch (ExecutionException e) {
            throw ApiProblem.of("running a script in pod " + name, e);
        } catch (KubernetesClientException e) {
            throw ApiProblem.of("running a script in pod " + name, e);
        } catch (PodShell.EndedException e) {
            throw broke(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw broke(e.toString(), e);
        }
    }

    private boolean isRunning() {
        boolean running = view.pod(name)
                .filter(live -> "Running".equals(live.getStatus().getPhase())
                        && live.getMetadata().getDeletionTimestamp() == null)
                .isPresent();
        if (running) {
            ran = true;
        }
        return running;
    }

    @Override
    public String toString() {
        return "pod %s in namespace %s".formatted(name, namespace);
    }

    private CheckFailedException broke(String seen, @Nullable Exception origin) {
        return unavailable(namespace, "The connection to the client pod of namespace %s broke.", seen, origin);
    }

    /** Its resolv.conf, as the kubelet wrote it once; read once, for all checks. */
    public synchronized String resolvConf() {
        if (resolvConf == null) {
            resolvConf = run("cat /etc/resolv.conf");
        }
        return resolvConf;
    }

    /**
     * As {@link #run}, by bash, which can open sockets by itself.
     *
     * @throws CheckSkippedException NEED if the image has no bash
     */
    public String bash(String script) {
        String output = run("""
                command -v bash > /dev/null || { echo '%s'; exit 0; }
                bash -s << 'END OF BASH'
                %s
                END OF BASH""".formatted(NO_BASH, script));
        if (output.startsWith(NO_BASH)) {
            throw new CheckSkippedException(SkipReason.REQUIREMENT, "a client image with bash");
        }
        return output;
    }

    /** A connection from inside the pod, through bash or nc; what cannot be dialled is told on the stream for errors. */
    ExecWatch dial(Address target, OutputStream answers, OutputStream errors) {
        String relay = Script.of(ClientPod.class, "relay.sh")
                .with("host", target.host())
                .with("port", target.port())
                .text();
        return pod.inContainer(ClientPodSpec.CONTAINER)
                .redirectingInput()
                .writingOutput(answers)
                .writingError(errors)
                .exec(
                        "sh",
                        "-c",
                        "if command -v bash > /dev/null; then exec bash -c \"$1\"; else exec nc \"$2\" \"$3\"; fi",
                        "relay",
                        relay,
                        target.host(),
                        String.valueOf(target.port()));
    }

    /** Text as one word of a shell's command, whatever is in it. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private String state() {
        return view.pod(name)
                .map(live -> live.getStatus().getContainerStatuses().stream()
                        .map(ContainerStatus::getState)
                        .map(ClientPod::text)
                        .findFirst()
                        .orElse(live.getStatus().getPhase()))
                .orElse("the pod is gone");
    }

    private static String text(ContainerState state) {
        if (state.getWaiting() != null) {
            return state.getWaiting().getReason() + ": " + state.getWaiting().getMessage();
        }
        return state.getTerminated() == null
                ? "running"
                : "ended: " + state.getTerminated().getReason();
    }

    private static CheckFailedException unavailable(
            String namespace, String reason, String seen, @Nullable Exception origin) {
        Finding finding = Finding.of(Cause.CLIENT_POD_UNAVAILABLE, reason.formatted(namespace))
                .seen(seen)
                .next("kubectl -n %s get events".formatted(namespace));
        return origin == null ? new CheckFailedException(finding) : new CheckFailedException(finding, origin);
    }

    @Override
    public void close() {
        shells.close();
        try {
            pod.withGracePeriod(0)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
        } catch (KubernetesClientException e) {
            throw ApiProblem.of("deleting " + this, e);
        }
    }
}
