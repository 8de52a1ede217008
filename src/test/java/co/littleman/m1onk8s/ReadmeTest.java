// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README is read before anything else: it must be short, and what it shows must work. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final int MOST_BYTES = 12_000;

    @Test
    void staysShort() throws IOException {
        assertThat(Files.size(README)).isLessThanOrEqualTo(MOST_BYTES);
    }

    /** ExamplesIT runs it. */
    @Test
    void showsTheClassOfTheExample() throws IOException {
        String source = Files.readString(Path.of("examples/own-check/src/test/java/shop/ShopStackTest.java"));

        assertThat(Files.readString(README)).contains(source.substring(source.indexOf("@VerifiedStack(")));
    }
}
