// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits for the line by which k3s says that it has started, and not a moment longer than the container lives:
 * Testcontainers' own wait for a log line sits out its whole timeout beside a container that ended at once.
 */
final class NodeStart extends AbstractWaitStrategy {
    private static final Duration POLL = Duration.ofMillis(100);

    private final NodeLog log;

    NodeStart(NodeLog log) {
        this.log = log;
    }

    @Override
    protected void waitUntilReady() {
        DockerClient docker = DockerClientFactory.lazyClient();
        String id = waitStrategyTarget.getContainerId();
        Awaitility.await()
                .atMost(startupTimeout)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .pollInSameThread()
                .until(() -> log.hasStarted() || hasEnded(docker, id));
        if (!log.hasStarted()) {
            throw new ContainerLaunchException("the node ended");
        }
    }

    private static boolean hasEnded(DockerClient docker, String id) {
        return !Boolean.TRUE.equals(
                docker.inspectContainerCmd(id).exec().getState().getRunning());
    }
}
