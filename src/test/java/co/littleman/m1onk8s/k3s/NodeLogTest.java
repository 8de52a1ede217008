// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.output.OutputFrame;

class NodeLogTest {
    private final NodeLog log = new NodeLog();

    @Test
    void k3sSaysThatItHasStarted() {
        print("Running kube-apiserver\n");
        assertThat(log.hasStarted()).isFalse();

        print("level=info msg=\"Node controller sync successful\"\n");
        assertThat(log.hasStarted()).isTrue();

        print("and goes on\n");
        assertThat(log.hasStarted()).isTrue();
    }

    @Test
    void itsLastFifteenLinesAreKeptWithoutTheEmptyOnes() {
        IntStream.rangeClosed(1, 20).forEach(i -> print("line " + i + "\n\n"));

        assertThat(log.lastLines().lines()).hasSize(15).startsWith("line 6").endsWith("line 20");
    }

    @Test
    void severalLinesMayComeAtOnce() {
        print("first\r\nsecond\r\n");

        assertThat(log.lastLines()).isEqualTo("first\nsecond");
    }

    private void print(String text) {
        log.accept(new OutputFrame(OutputFrame.OutputType.STDOUT, text.getBytes(StandardCharsets.UTF_8)));
    }
}
