// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.api;

import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.run.CleanUp;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.settings.Level;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cluster that answers, whatever way it came in. Closing it removes what this run started, and nothing else. */
public final class Cluster implements AutoCloseable {
    private final String kind;
    private final String nodeImage;
    private final String kubeconfig;
    private final ApiClient api;
    private final String version;
    private final Runnable ready;
    private final Runnable teardown;
    private final @Nullable RunMemory memory;

    public Cluster(String kind, String nodeImage, String kubeconfig, ApiClient api, Runnable ready, Runnable teardown) {
        this(kind, nodeImage, kubeconfig, api, ready, teardown, null);
    }

    /**
     * As above.
     *
     * @param memory of a kept cluster; null for any other
     */
    public Cluster(
            String kind,
            String nodeImage,
            String kubeconfig,
            ApiClient api,
            Runnable ready,
            Runnable teardown,
            @Nullable RunMemory memory) {
        this.memory = memory;
        this.kind = kind;
        this.nodeImage = nodeImage;
        this.kubeconfig = kubeconfig;
        this.api = api;
        this.version = api.serverVersion();
        this.ready = ready;
        this.teardown = teardown;
    }

    /** {@code ephemeral}, {@code kept} or {@code existing}. */
    public String kind() {
        return kind;
    }

    /** True if the cluster outlives the run. */
    public boolean isKept() {
        return kind.equals("kept");
    }

    /** The runs before this one on a kept cluster that may have left data in a store; none on any other. */
    public Set<String> left() {
        return memory == null ? Set.of() : memory.left();
    }

    /** Remembers just these for the next run, on a kept cluster. */
    public void remember(Set<String> runs) {
        if (memory != null) {
            memory.remember(runs);
        }
    }

    /** Image of the node, or empty for an existing cluster. */
    public String nodeImage() {
        return nodeImage;
    }

    /** A kubeconfig for a cluster of our own, for those who want to look around in it; empty for an existing one. */
    public String kubeconfig() {
        return kubeconfig;
    }

    /** URL of the API server. */
    public String server() {
        return api.client().getMasterUrl().toString();
    }

    /** The proxy on the way there; empty for none. */
    public String proxy() {
        return api.way().proxy().toString();
    }

    /** True if the kubeconfig turns the check of the server's certificate off. */
    public boolean isTrustedBlindly() {
        return api.way().config().isTrustCerts();
    }

    /** Kubernetes version that really runs, such as {@code v1.34.4+k3s1}. */
    public String version() {
        return version;
    }

    public KubernetesClient client() {
        return api.client();
    }

    /**
     * GETs a path such as {@code /api/v1}, and says what came back, a refusal included.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException API_UNREACHABLE if nothing came back
     */
    public ApiResponse get(String path) {
        return api.send("GET", path, null, null);
    }

    /** As {@link #get(String)}, for an answer of a media type of one's own choice. */
    public ApiResponse get(String path, String mediaType) {
        return api.send("GET", path, null, null, Map.of("Accept", mediaType));
    }

    /**
     * The log of a container.
     *
     * @param options of the API server, such as {@code tailLines=20&previous=true}
     * @throws co.littleman.m1onk8s.result.CheckFailedException if it is refused
     */
    public String log(Pod pod, String container, String options) {
        String name = pod.getMetadata().getName();
        return api.text(
                "reading the log of container %s in pod %s".formatted(container, name),
                "/api/v1/namespaces/%s/pods/%s/log?container=%s&%s"
                        .formatted(pod.getMetadata().getNamespace(), name, container, options));
    }

    /** POSTs a review of what we ourselves are or may; the API server keeps nothing of it. */
    public ApiResponse review(String path, String body) {
        return api.send("POST", path, "application/json", body);
    }

    /** As {@link #get(String)}, for a PATCH of a content type. */
    public ApiResponse patch(String path, String contentType, String body) {
        return api.send("PATCH", path, contentType, body);
    }

    /** As {@link #get}, for a DELETE with the server's own defaults. */
    public ApiResponse delete(String path) {
        return api.send("DELETE", path, "application/json", "{}");
    }

    /** Any other request with a JSON body. */
    public ApiResponse send(String method, String path, String body) {
        return api.send(method, path, "application/json", body);
    }

    /**
     * Does some work of which a filter sees every request before it is sent; not those of threads that the work starts.
     */
    public void filtered(RequestFilter by, Runnable work) {
        api.gate().filtered(by, work);
    }

    /** When it gave no answer. */
    public Outages outages() {
        return api.outages();
    }

    /** Waits until the API server says that it is ready, or that we may not know, but no longer than this. */
    public void awaitAnswers(Duration budget) {
        Poll.REMOTE.until(budget, () -> {
            try {
                return get("/readyz").code() / 100 != 5;
            } catch (CheckFailedException e) {
                return false;
            }
        });
    }

    /** Requests sent to the API server so far. */
    public int requests() {
        return api.requests();
    }

    /** Those of them that write, or reach into a pod. */
    public int writes() {
        return api.gate().writes();
    }

    /** Lets requests that write through from now on, if the level has such. */
    public void admit(Level level) {
        if (level != Level.OBSERVE) {
            api.gate().letWrite();
        }
    }

    /** A single node of our own gets no help: no autoscaler will add room for a pod that does not fit. */
    public boolean isOurs() {
        return !kind.equals("existing");
    }

    /**
     * Waits until the cluster can run pods and resolve names.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException NODE_NOT_READY, with what is missing
     */
    public void awaitReady() {
        ready.run();
    }

    @Override
    public void close() {
        CleanUp.run(() -> {
            api.close();
            teardown.run();
        });
    }
}
