// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A cause that no test names is one that nobody has seen come out: it is tested, or it goes. */
class CausesArePinnedTest {
    private static final List<Path> TESTS =
            List.of(Path.of("src", "test", "java"), Path.of("src", "test", "resources"));

    /** These list causes, and say nothing of where they come from. */
    private static final Set<String> LISTS = Set.of("CausesArePinnedTest.java", "CauseTest.java");

    @Test
    void everyCauseIsNamedInSomeTest() {
        String tests = TESTS.stream().flatMap(CausesArePinnedTest::texts).collect(Collectors.joining("\n"));

        assertThat(Causes.all().stream().filter(cause -> !isNamed(cause, tests)))
                .as("causes that no test names")
                .isEmpty();
    }

    @Test
    void aNameWithinAnotherDoesNotCount() {
        assertThat(isNamed(Cause.NOT_READY, "Cause.NODE_NOT_READY \"node-not-ready\" not-ready"))
                .isFalse();
        assertThat(isNamed(Cause.NOT_READY, "isEqualTo(Cause.NOT_READY)")).isTrue();
        assertThat(isNamed(Cause.NOT_READY, "no pod | NOT_READY | slow")).isTrue();
        assertThat(isNamed(Cause.NOT_READY, "cause: \"not-ready\"")).isTrue();
    }

    private static boolean isNamed(Cause cause, String tests) {
        return tests.contains('"' + cause.word() + '"')
                || Pattern.compile("\\b" + cause.word().toUpperCase(Locale.ROOT).replace('-', '_') + "\\b")
                        .matcher(tests)
                        .find();
    }

    private static Stream<String> texts(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files
                    .filter(file -> Files.isRegularFile(file)
                            && !LISTS.contains(file.getFileName().toString()))
                    .map(CausesArePinnedTest::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Byte by byte: what is no text has no cause in it, and is no error. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
