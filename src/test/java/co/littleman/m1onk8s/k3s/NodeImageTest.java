// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerFetchException;

class NodeImageTest {
    @Test
    void aPullThatTheEngineRefusesFails() {
        assertThatExceptionOfType(ContainerFetchException.class)
                .isThrownBy(
                        () -> pull(answer -> answer.onError(new InternalServerErrorException("no such host", null))))
                .withMessageContaining("no such host");
    }

    @Test
    void soDoesAPullThatBreaksOffInTheMiddle() throws JsonProcessingException {
        PullResponseItem start = item("{\"status\": \"Pulling from rancher/k3s\"}");
        PullResponseItem error = item("{\"error\": \"toomanyrequests: slow down\"}");

        assertThatExceptionOfType(ContainerFetchException.class)
                .isThrownBy(() -> pull(answer -> {
                    answer.onNext(start);
                    answer.onNext(error);
                    answer.onComplete();
                }))
                .withMessageContaining("toomanyrequests: slow down");
    }

    @Test
    void aPullThatIsStoppedSaysNothingAboutTheImage() {
        Thread.currentThread().interrupt();
        Throwable stopped = catchThrowable(() -> pull(answer -> {}));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped)
                .isInstanceOfSatisfying(
                        CheckFailedException.class,
                        unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.INTERRUPTED));
    }

    private static PullResponseItem item(String json) throws JsonProcessingException {
        return new JsonMapper().readValue(json, PullResponseItem.class);
    }

    private static void pull(Consumer<ResultCallback<PullResponseItem>> engine) {
        new NodeImage(docker(engine), "rancher/k3s:v1").pull();
    }

    /** An engine that knows one command. */
    @SuppressWarnings("unchecked") // exec has one argument, and it is this
    private static DockerClient docker(Consumer<ResultCallback<PullResponseItem>> engine) {
        ClassLoader loader = NodeImageTest.class.getClassLoader();
        Object pull =
                Proxy.newProxyInstance(loader, new Class<?>[] {PullImageCmd.class}, (proxy, method, arguments) -> {
                    engine.accept((ResultCallback<PullResponseItem>) arguments[0]);
                    return arguments[0];
                });
        return (DockerClient)
                Proxy.newProxyInstance(loader, new Class<?>[] {DockerClient.class}, (proxy, method, arguments) -> pull);
    }
}
