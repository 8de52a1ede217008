// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The manifests in one file. */
record FileSource(Path file) implements ManifestSource {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    FileSource {
        if (!isManifest(file)) {
            throw new SettingsException(
                    "The name of a file of manifests must end in .yml, .yaml or .json, but is '%s'; rename the file, or name another with --manifests."
                            .formatted(file));
        }
    }

    static boolean isManifest(Path file) {
        return String.valueOf(file.getFileName()).matches(".+\\.(yml|yaml|json)");
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public String title() {
        return "The file " + file;
    }

    @Override
    public List<Text> texts() {
        return List.of(text());
    }

    Text text() {
        return new Text(name(), text(file, name()));
    }

    /**
     * The content of a file.
     *
     * @param name how messages call it
     */
    static String text(Path file, String name) {
        try {
            String content = Files.readString(file);
            return content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
        } catch (CharacterCodingException e) {
            throw new SettingsException(
                    "%s must be text in UTF-8, but is not; save it in that encoding.".formatted(name));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static SettingsException unreadable(String what, IOException e) {
        // The message of these is a path, and the reason is in the name of the class.
        String reason = e instanceof FileSystemException ? e.getClass().getSimpleName() : e.getMessage();
        return new SettingsException("%s cannot be read (%s); check its permissions.".formatted(what, reason));
    }
}
