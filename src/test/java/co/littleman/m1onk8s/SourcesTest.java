// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about source files that the compiler does not know. */
class SourcesTest {
    private static final int MOST_LINES = 300;

    @Test
    void noFileOfTheProgramIsLong() throws IOException {
        assertThat(sources("src/main/java").filter(file -> lines(file) > MOST_LINES))
                .as("files with more than %d lines", MOST_LINES)
                .isEmpty();
    }

    @Test
    void noNameStandsForTwoClasses() throws IOException {
        List<String> names = Stream.concat(sources("src/main/java"), sources("src/test/java"))
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("package-info.java"))
                .toList();

        assertThat(names.stream()
                        .collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                        .entrySet())
                .filteredOn(entry -> entry.getValue() > 1)
                .isEmpty();
    }

    /** What belongs to one component kind is in its package: the others know the kinds, and none of them by name. */
    @Test
    void noOtherPackageKnowsRedis() throws IOException {
        Path kind = Path.of("src/main/java/co/littleman/m1onk8s/kinds/redis");

        assertThat(sources("src/main/java").filter(file -> !file.startsWith(kind)))
                .allSatisfy(file -> assertThat(Files.readString(file).replace("beforeDisruption", ""))
                        .as(file.toString())
                        .doesNotContainIgnoringCase("redis"));
    }

    private static Stream<Path> sources(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
