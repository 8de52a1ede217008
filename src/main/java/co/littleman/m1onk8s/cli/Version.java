// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of this tool, as Maven wrote it into a resource at the build. */
final class Version {
    private Version() {}

    /** Such as {@code m1onk8s-verify 0.1.0 (Java 17.0.19)}. */
    static String line() {
        Properties properties = new Properties();
        try (InputStream in =
                Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"), "version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "m1onk8s-verify %s (Java %s)"
                .formatted(properties.getProperty("version"), System.getProperty("java.version"));
    }
}
