// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import co.littleman.m1onk8s.result.RunInterruptedException;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.containers.ContainerFetchException;

/**
 * Sees that the engine has the node's image. Testcontainers would pull it as well, but if no registry can be reached
 * it tries for seven minutes before it says so.
 */
final class NodeImage {
    private final DockerClient docker;
    private final String name;

    NodeImage(DockerClient docker, String name) {
        this.docker = docker;
        this.name = name;
    }

    boolean isThere() {
        try {
            docker.inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    void pull() {
        try {
            docker.pullImageCmd(name).exec(new PullImageResultCallback()).awaitCompletion();
        } catch (DockerException | DockerClientException e) {
            throw new ContainerFetchException("the registry's or the engine's words: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RunInterruptedException.whileDoing("pulling " + name);
        }
    }
}
