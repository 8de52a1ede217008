package co.littleman.m1onk8s.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.output.FrameConsumerResultCallback;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.output.ToStringConsumer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits for the line by which k3s says that it has started, and not a moment longer than the container lives:
 * Testcontainers' own wait for a log line sits out its whole timeout beside a container that ended at once.
 */
final class NodeStart extends AbstractWaitStrategy {
    private static final String STARTED = "Node controller sync successful";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LAST_LINES = 15;

    @Override
    protected void waitUntilReady() {
        DockerClient docker = DockerClientFactory.instance().client();
        String id = waitStrategyTarget.getContainerId();
        ToStringConsumer log = new ToStringConsumer();
        try (FrameConsumerResultCallback follower = new FrameConsumerResultCallback()) {
            follower.addConsumer(OutputFrame.OutputType.STDOUT, log);
            follower.addConsumer(OutputFrame.OutputType.STDERR, log);
            docker.logContainerCmd(id)
                    .withFollowStream(true)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(follower);
            Awaitility.await()
                    .atMost(startupTimeout)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .pollInSameThread()
                    .until(() -> log.toUtf8String().contains(STARTED) || hasEnded(docker, id));
        } catch (ConditionTimeoutException e) {
            throw new ContainerLaunchException(
                    "the node did not start within %d s; its last lines:\n%s"
                            .formatted(startupTimeout.toSeconds(), lastLines(log)),
                    e);
        } catch (IOException e) {
            throw new ContainerLaunchException("the node's log broke off", e);
        }
        if (!log.toUtf8String().contains(STARTED)) {
            throw new ContainerLaunchException("the node ended at once; its last lines:\n" + lastLines(log));
        }
    }

    private static boolean hasEnded(DockerClient docker, String id) {
        InspectContainerResponse.ContainerState state =
                docker.inspectContainerCmd(id).exec().getState();
        return !Boolean.TRUE.equals(state.getRunning());
    }

    private static String lastLines(ToStringConsumer log) {
        String[] lines = log.toUtf8String().split("\n");
        int from = Math.max(0, lines.length - LAST_LINES);
        return String.join("\n", Arrays.asList(lines).subList(from, lines.length));
    }
}
