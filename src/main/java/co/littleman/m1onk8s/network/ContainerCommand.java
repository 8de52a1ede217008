// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import co.littleman.m1onk8s.api.ApiProblem;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.result.RunInterruptedException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command of a probe, run in its container as the kubelet runs it: what that does each period may be done once more.
 */
public final class ContainerCommand {
    private final Cluster cluster;
    private final String namespace;
    private final String pod;
    private final String container;

    public ContainerCommand(Cluster cluster, String namespace, String pod, String container) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.pod = pod;
        this.container = container;
    }

    /**
     * What came of it.
     *
     * @param code how it ended; null if that was not heard of in time
     * @param words what it printed, and what the runtime said if it could not be started
     */
    public record Answer(@Nullable Integer code, String words) {}

    /**
     * Runs it.
     *
     * @throws co.littleman.m1onk8s.result.CheckFailedException API_FORBIDDEN if we may not
     */
    public Answer run(List<String> command, Duration patience) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<String> said = new CopyOnWriteArrayList<>();
        String doing = "running a probe's command in container %s of pod %s".formatted(container, pod);
        try (ExecWatch exec = cluster.client()
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(container)
                .writingOutput(printed)
                .writingError(printed)
                .usingListener(new ExecListener() {
                    @Override
                    public void onExit(int code, @Nullable Status status) {
                        // A command that ran says enough itself.
                        if (status != null && code < 0) {
                            said.add(String.valueOf(status.getMessage()));
                        }
                    }

                    @Override
                    public void onClose(int code, String reason) {
                        // Comes after the end, or without one: the code tells.
                    }
                })
                .exec(command.toArray(String[]::new))) {
            Integer code = exec.exitCode().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(code, words(printed, said));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunInterruptedException.whileDoing(doing);
        } catch (TimeoutException e) {
            return new Answer(null, words(printed, said));
        } catch (ExecutionException e) {
            // A container that ends takes its commands with it.
            return new Answer(null, String.valueOf(e.getMessage()));
        } catch (KubernetesClientException e) {
            throw ApiProblem.of(doing, e);
        }
    }

    private static String words(ByteArrayOutputStream printed, List<String> said) {
        return String.join(
                        "\n",
                        Stream.concat(Stream.of(printed.toString(StandardCharsets.UTF_8)), said.stream())
                                .toList())
                .strip();
    }
}
