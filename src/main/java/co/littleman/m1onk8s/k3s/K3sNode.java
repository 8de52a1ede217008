// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import co.littleman.m1onk8s.settings.Target;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** How the k3s container is set up: its image, the pod images that it starts with, and where its ports listen. */
final class K3sNode {
    static final String IMAGES = "/var/lib/rancher/k3s/agent/images/";
    static final String REGISTRIES = "/etc/rancher/k3s/registries.yaml";

    private K3sNode() {}

    static K3sContainer container(Target.Ephemeral target, Duration budget, NodeLog log, Map<String, String> labels) {
        DockerImageName image = DockerImageName.parse(target.nodeImage()).asCompatibleSubstituteFor("rancher/k3s");
        K3sContainer container = new K3sContainer(image)
                .withLabels(labels)
                .withLogConsumer(log)
                .waitingFor(new NodeStart(log).withStartupTimeout(budget))
                .withCreateContainerCmdModifier(K3sNode::publishOnLoopback);
        for (Path archive : target.archives()) {
            container.withCopyFileToContainer(MountableFile.forHostPath(archive), IMAGES + archive.getFileName());
        }
        if (target.mirror() != null) {
            String yaml = "mirrors:\n  docker.io:\n    endpoint:\n      - \"%s\"\n".formatted(target.mirror());
            container.withCopyToContainer(Transferable.of(yaml), REGISTRIES);
        }
        if (target.registries() != null) {
            container.withCopyFileToContainer(MountableFile.forHostPath(target.registries()), REGISTRIES);
        }
        return container;
    }

    /**
     * Testcontainers publishes on all interfaces; an API server with cluster-admin behind it must not listen there.
     * If the engine is on another host, loopback would be the wrong one, so it stays as it is.
     */
    private static void publishOnLoopback(CreateContainerCmd command) {
        HostConfig host = command.getHostConfig();
        ExposedPort[] exposed = command.getExposedPorts();
        String engine = DockerClientFactory.instance().dockerHostIpAddress();
        if (host == null
                || exposed == null
                || !List.of("localhost", "127.0.0.1").contains(engine)) {
            return;
        }
        host.withPortBindings(Arrays.stream(exposed)
                .map(port -> new PortBinding(Ports.Binding.bindIp("127.0.0.1"), port))
                .toList());
    }
}
