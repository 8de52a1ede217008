// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import co.littleman.m1onk8s.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a token. It is read for each request, because it is renewed while the run lasts. */
public record TokenFile(Path file) {
    /**
     * What it holds now.
     *
     * @throws SettingsException if that is no token
     */
    public String token() {
        try {
            String token = Files.readString(file).strip();
            if (!isToken(token)) {
                throw new SettingsException(
                        "The token file %s holds something else than one word; renew it.".formatted(file));
            }
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One word: what is not would be refused as a header, with the token in the message. */
    static boolean isToken(String text) {
        return text.matches("[!-~]+");
    }
}
