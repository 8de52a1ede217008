// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import co.littleman.m1onk8s.api.ApiClient;
import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.run.CleanUp;
import co.littleman.m1onk8s.run.Owner;
import co.littleman.m1onk8s.run.Phases;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.run.RunId;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.settings.Timeouts;
import com.github.dockerjava.api.DockerClient;
import io.fabric8.kubernetes.client.Config;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.TestcontainersConfiguration;

/** A k3s node in a container: started for this run, or kept from an earlier one. */
public final class EphemeralCluster {
    private final Target.Ephemeral target;
    private final Timeouts timeouts;
    private final RunId run;
    private final Phases phases;
    private final Progress progress;
    private final NodeLog log = new NodeLog();

    public EphemeralCluster(Target.Ephemeral target, Timeouts timeouts, RunId run, Phases phases, Progress progress) {
        this.target = target;
        this.timeouts = timeouts;
        this.run = run;
        this.phases = phases;
        this.progress = progress;
    }

    public Cluster start() {
        try {
            NodeImage image = new NodeImage(plainClient(), target.nodeImage());
            if (!image.isThere()) {
                phases.time("node image pulled", image::pull);
            }
            new OrphanContainers(DockerClientFactory.lazyClient()).sweep(progress);
            return target.keep() ? kept() : fresh();
        } catch (SettingsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw EngineProblem.of(target.nodeImage(), log, e);
        }
    }

    /**
     * A client of the engine that does nothing but what it is told. Testcontainers' own client begins with an image of
     * its own, and if no registry answers it tries for minutes to pull that one, before anybody asks for the node's.
     */
    private static DockerClient plainClient() {
        return DockerClientProviderStrategy.getClientForConfig(
                DockerClientFactory.instance().getTransportConfig());
    }

    private Cluster fresh() {
        K3sContainer container = K3sNode.container(target, timeouts.cluster(), log, Owner.labels(run));
        return started("ephemeral", container, container::stop, null);
    }

    private Cluster kept() {
        if (!TestcontainersConfiguration.getInstance().environmentSupportsReuse()) {
            throw new SettingsException(
                    "--keep needs TESTCONTAINERS_REUSE_ENABLE=true in the environment, or Testcontainers removes the container; scripts/verify sets it.");
        }
        ReuseLock lock = ReuseLock.tryLock(target);
        if (lock == null) {
            progress.note("the kept cluster is in use by another run; this run starts one of its own");
            return fresh();
        }
        K3sContainer container = K3sNode.container(target, timeouts.cluster(), log, Owner.KEPT_LABELS)
                .withReuse(true);
        return started("kept", container, lock::close, lock);
    }

    private Cluster started(String kind, K3sContainer container, Runnable teardown, @Nullable ReuseLock lock) {
        try {
            container.start();
            String kubeconfig = container.getKubeConfigYaml();
            ApiClient api = new ApiClient(Config.fromKubeconfig(kubeconfig));
            NodeReadiness gate = new NodeReadiness(api.client(), timeouts.cluster());
            return new Cluster(kind, target.nodeImage(), kubeconfig, api, gate::await, teardown, lock);
        } catch (RuntimeException e) {
            CleanUp.run(teardown);
            throw e;
        }
    }
}
