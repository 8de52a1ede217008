// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseStackTest {
    @ParameterizedTest
    @CsvSource({
        "cache, manifests, m1onk8s-littleman-co",
        "http, src/test/resources/stacks/http, web-example",
        "session, src/test/resources/stacks/session, session-example",
    })
    void aStackIsKnownByItsName(String name, Path directory, String namespace) {
        assertThat(BaseStack.named(name)).isEqualTo(new BaseStack(name, directory, namespace));
    }
}
