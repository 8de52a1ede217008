// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.disruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.client.Attempts;
import co.littleman.m1onk8s.kinds.redis.client.Attempts.Attempt;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class DowntimeTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));

    @Test
    void aShortGapIsBearable() {
        Attempts attempts = attempts(3_000);

        assertThatCode(() -> new Downtime(CACHE, "cache", attempts).requireBearable(true))
                .doesNotThrowAnyException();
        assertThatCode(() -> new Downtime(CACHE, "cache", attempts(15_000)).requireBearable(true))
                .as("just bearable")
                .doesNotThrowAnyException();
        assertThat(Downtime.words(attempts))
                .isEqualTo("gap 3.0 s of 15 s, 1 of 3 attempts without an answer, over a held connection");
    }

    @Test
    void aLongOneIsNot() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> new Downtime(CACHE, "cache", attempts(24_100)).requireBearable(true))
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(Cause.GAP_TOO_LONG))
                .withMessage("""
                        Clients of Service cache were without an answer for 24.1 s while a pod was replaced.
                          expected   15 s at most
                          seen       gap 24.1 s of 15 s, 1 of 3 attempts without an answer, over a held connection
                          declared   deployment/cache   50-cache.dep.yml:1
                          likely     a slow start of the new pod: initialDelaySeconds, a slow image, data to load
                          look       kubectl -n shop get events   # how long did each step of the new pod take?""");
    }

    @Test
    void aClientThatNeverGetsThroughAgainIsTold() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> new Downtime(CACHE, "cache", attempts(3_000)).requireBearable(false))
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(Cause.NO_WAY_BACK))
                .withMessage("""
                        A client that held a connection through Service cache gets no answer, although the new pod is ready.
                          expected   an answer within 10 s of the new pod's being ready
                          seen       gap 3.0 s of 15 s, 1 of 3 attempts without an answer, over a held connection
                          declared   deployment/cache   50-cache.dep.yml:1
                          likely     the nodes still lead to the old pod, or the new one listens or answers otherwise
                          look       kubectl -n shop get pods,endpointslices""");
    }

    @Test
    void aClientThatNeverRanSaysNothingAboutTheStack() {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> new Downtime(CACHE, "cache", new Attempts(List.of())).requireBearable(false))
                .satisfies(e -> assertThat(e.finding().cause()).isEqualTo(Cause.CLIENT_POD_UNAVAILABLE))
                .withMessageStartingWith("The client that watches Service cache wrote nothing down.");
    }

    private static Attempts attempts(long gap) {
        return new Attempts(List.of(
                new Attempt(1_000, true, true),
                new Attempt(1_100, false, true),
                new Attempt(1_000 + gap, true, false)));
    }
}
