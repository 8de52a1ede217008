// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.RunInterruptedException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The shell of a container of the stack, if it has one. */
public final class ContainerShell {
    /** For a word to the kernel. If the shell dies with its container, nothing more comes. */
    private static final int SECONDS = 3;

    private final Cluster cluster;
    private final String namespace;
    private final String pod;
    private final String container;

    public ContainerShell(Cluster cluster, String namespace, String pod, String container) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.pod = pod;
        this.container = container;
    }

    /**
     * Tells the container's main process to end (SIGTERM); whether it does is not looked at.
     *
     * @return false if there is no shell
     * @throws co.littleman.m1onk8s.result.CheckFailedException API_FORBIDDEN if we may not
     */
    public boolean endsMainProcess() {
        List<String> said = new CopyOnWriteArrayList<>();
        String doing = "running a shell in container %s of pod %s".formatted(container, pod);
        try (ExecWatch exec = cluster.client()
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(container)
                // Nothing is expected, but fabric8 wants a stream.
                .writingOutput(OutputStream.nullOutputStream())
                .usingListener(new ExecListener() {
                    @Override
                    public void onExit(int code, @Nullable Status status) {
                        said.add(status == null ? "" : String.valueOf(status.getMessage()));
                    }

                    @Override
                    public void onClose(int code, String reason) {
                        said.add(reason);
                    }
                })
                .exec("sh", "-c", "kill 1")) {
            exec.exitCode().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunInterruptedException.whileDoing(doing);
        } catch (TimeoutException | ExecutionException e) {
            // It died with its container, or never was: what it said tells.
            said.add(String.valueOf(e.getMessage()));
        } catch (KubernetesClientException e) {
            throw ApiProblem.of(doing, e);
        }
        return !isMissing(String.join(" ", said));
    }

    /** The words of runc: {@code exec: "sh": executable file not found in $PATH}. */
    static boolean isMissing(String said) {
        return said.contains("executable file not found") || said.contains("no such file or directory");
    }
}
