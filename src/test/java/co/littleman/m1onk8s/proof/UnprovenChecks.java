// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Checks that no fault here can make red, each with the reason. */
final class UnprovenChecks {
    private static final Path FILE = Path.of("src/test/resources/unproven.yml");

    private UnprovenChecks() {}

    static Map<String, String> reasons() {
        try {
            return new YAMLMapper().readValue(FILE.toFile(), new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
