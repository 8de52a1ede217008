// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory of manifests as a test writes it. */
public final class ManifestDirectory {
    private final Path directory;

    public ManifestDirectory(Path directory) {
        this.directory = directory;
    }

    public ManifestDirectory file(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Manifest> read() {
        return Manifests.read(ManifestSource.of(directory), null);
    }

    public List<Manifest> read(String namespace) {
        return Manifests.read(ManifestSource.of(directory), namespace);
    }

    void isRefused(String message) {
        isRefused(null, message);
    }

    void isRefused(@Nullable String namespace, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Manifests.read(ManifestSource.of(directory), namespace))
                .withMessage("%s", message);
    }

    /** As {@link #isRefused(String)}, where only the beginning of the message matters. */
    void isRefusedWith(String beginning) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(this::read)
                .withMessageStartingWith(beginning);
    }
}
