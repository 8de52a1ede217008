// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Manifests that another command writes into this one. The stream is read once, to its end. */
record StandardInput(InputStream stream) implements ManifestSource {
    private static final String NAME = "standard input";

    /** As kubectl tells JSON from YAML, but for a flow mapping whose keys have no quotes. */
    private static final Pattern JSON = Pattern.compile("\\s*\\{\\s*[\"}].*", Pattern.DOTALL);

    @Override
    public String title() {
        return "The " + NAME;
    }

    @Override
    public List<Text> texts() {
        String content = content();
        if (content.isBlank()) {
            throw new SettingsException(
                    "The standard input is empty; look at what the command before the pipe says, which may have failed.");
        }
        boolean json = JSON.matcher(content).matches();
        // Every tool that writes YAML ends with a line break, and a command that dies in the middle hardly ever.
        if (!json && !content.endsWith("\n")) {
            throw new SettingsException(
                    "The standard input must end with a line break, but ends in the middle of line %d; if the command before the pipe did not fail, add a line break (echo)."
                            .formatted(content.lines().count()));
        }
        return List.of(new Text(json ? NAME + ".json" : NAME, content));
    }

    private String content() {
        try {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new SettingsException(
                        "The standard input must be at most %d MB, but is longer; give only the manifests of the stack."
                                .formatted(MOST_BYTES / 1_000_000));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SettingsException(
                    "The standard input must be text in UTF-8, but is not; write it in that encoding.");
        } catch (IOException e) {
            throw FileSource.unreadable(NAME, e);
        }
    }
}
