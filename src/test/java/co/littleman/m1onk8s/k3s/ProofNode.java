// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import co.littleman.m1onk8s.api.ApiClient;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.run.Owner;
import co.littleman.m1onk8s.run.Poll;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.settings.Timeouts;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A k3s of the proof's own, set up as no setting can ask for it: with flags, and with a second node. It is started as a
 * run starts its own, so that a later run removes it where this process is killed.
 */
public final class ProofNode implements AutoCloseable {
    private static final Duration BOTH_READY = Duration.ofSeconds(60);
    private static final String TOKEN = "a-secret-of-the-proof";

    private final Target.Ephemeral target;
    private final Timeouts timeouts;
    private final RunId id = RunId.random();
    private final Map<String, String> labels = Owner.labels(id);
    private final String host = "server-" + id;
    private final Network network;
    private final K3sContainer server;
    private final List<GenericContainer<?>> agents = new ArrayList<>();

    /**
     * Starts it.
     *
     * @param network of the engine, on which it finds what else is there
     * @param files that are there before it starts, by path
     * @param flags of {@code k3s server}, beside those of a plain run
     */
    public ProofNode(
            Target.Ephemeral target, Timeouts timeouts, Network network, Map<String, String> files, String... flags) {
        this.network = network;
        this.target = target;
        this.timeouts = timeouts;
        this.server = K3sNode.container(target, timeouts.cluster(), new NodeLog(), labels);
        NodeLog log = new NodeLog();
        List<String> command = new ArrayList<>(List.of(server.getCommandParts()));
        command.add("--tls-san=" + host);
        command.addAll(Arrays.asList(flags));
        server.withCommand(command.toArray(String[]::new))
                .withLogConsumer(log)
                .waitingFor(new NodeStart(log).withStartupTimeout(timeouts.cluster()))
                .withEnv("K3S_TOKEN", TOKEN)
                .withNetwork(network)
                .withNetworkAliases(host);
        files.forEach((path, text) -> server.withCopyToContainer(Transferable.of(text), path));
        server.start();
    }

    /** Adds a node that is named so. */
    public void join(String name) {
        NodeLog log = new NodeLog();
        GenericContainer<?> agent = new GenericContainer<>(DockerImageName.parse(target.nodeImage()))
                .withPrivilegedMode(true)
                .withCreateContainerCmdModifier(command ->
                        Objects.requireNonNull(command.getHostConfig()).withCgroupnsMode("host"))
                .withFileSystemBind("/sys/fs/cgroup", "/sys/fs/cgroup", BindMode.READ_WRITE)
                .withTmpFs(Map.of("/run", "", "/var/run", ""))
                .withLabels(labels)
                .withNetwork(network)
                .withEnv("K3S_URL", "https://%s:6443".formatted(host))
                .withEnv("K3S_TOKEN", TOKEN)
                .withCommand("agent", "--node-name", name)
                .withLogConsumer(log)
                .waitingFor(new NodeStart(log).withStartupTimeout(timeouts.cluster()));
        if (target.registries() != null) {
            agent.withCopyFileToContainer(MountableFile.forHostPath(target.registries()), K3sNode.REGISTRIES);
        }
        for (Path archive : target.archives()) {
            agent.withCopyFileToContainer(MountableFile.forHostPath(archive), K3sNode.IMAGES + archive.getFileName());
        }
        agents.add(agent);
        agent.start();
    }

    /** The cluster, once every node is ready. */
    public Cluster open() {
        ApiClient api = new ApiClient(Config.fromKubeconfig(kubeconfig()));
        NodeReadiness gate = new NodeReadiness(api.client(), timeouts.cluster());
        Cluster cluster = new Cluster("ephemeral", target.nodeImage(), kubeconfig(), api, gate::await, () -> {});
        if (!Poll.REMOTE.until(BOTH_READY, () -> allReady(cluster))) {
            throw new IllegalStateException("not every node became ready");
        }
        cluster.awaitReady();
        return cluster;
    }

    private boolean allReady(Cluster cluster) {
        try {
            return cluster.client().nodes().list().getItems().stream()
                            .filter(Readiness::isNodeReady)
                            .count()
                    == 1 + agents.size();
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    public String kubeconfig() {
        return server.getKubeConfigYaml();
    }

    /** As {@link #kubeconfig}, for who is on the same network of the engine. */
    public String kubeconfigOnNetwork() {
        return kubeconfig().replaceAll("server: .*", "server: \"https://%s:6443\"".formatted(host));
    }

    /** Runs a command on every node; it must succeed. */
    public void onEachNode(String... command) {
        Stream.concat(Stream.of(server), agents.stream()).forEach(node -> run(node, command));
    }

    /** Runs a command on the server, where it must succeed; what it wrote. */
    public String onServer(String... command) {
        return run(server, command);
    }

    private static String run(GenericContainer<?> node, String... command) {
        try {
            ExecResult result = node.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + result.getStderr());
            }
            return result.getStdout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        agents.forEach(GenericContainer::stop);
        server.stop();
    }
}
