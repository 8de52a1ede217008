// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Reads how Redis lets us in: by a password that is given, or by a reference to one. */
final class RedisAccessReader {
    private static final String SECRET = "secret:";

    private final OptionValues options;

    RedisAccessReader(OptionValues options) {
        this.options = options;
    }

    RedisAccess read() {
        return new RedisAccess(
                options.text(Option.REDIS_USER),
                password(),
                options.isOn(Option.REDIS_TLS),
                options.file(Option.REDIS_CA),
                secret());
    }

    /** Itself, or what the reference leads to. A reference that is none may be the password: it is not repeated. */
    private @Nullable String password() {
        String reference = options.text(Option.REDIS_PASSWORD_FROM);
        if (options.text(Option.REDIS_PASSWORD) != null || reference == null || reference.startsWith(SECRET)) {
            return options.text(Option.REDIS_PASSWORD);
        }
        String name = reference.substring(reference.indexOf(':') + 1);
        if (reference.startsWith("env:")) {
            String value = options.variable(name);
            if (value.isEmpty()) {
                throw options.refused(
                        Option.REDIS_PASSWORD_FROM, reference, "that variable is not set; set it for the run.");
            }
            return value;
        }
        if (reference.startsWith("file:")) {
            try {
                return Files.readString(options.path(Option.REDIS_PASSWORD_FROM, name))
                        .strip();
            } catch (IOException e) {
                throw options.refused(
                        Option.REDIS_PASSWORD_FROM,
                        reference,
                        "that file cannot be read; check the path and its permissions.");
            }
        }
        throw new SettingsException(
                "%s must say where the password is, and must not be the password itself; write env:NAME, file:PATH or secret:NAME/KEY."
                        .formatted(Option.REDIS_PASSWORD_FROM.flag()));
    }

    private @Nullable SecretKey secret() {
        String reference = options.text(Option.REDIS_PASSWORD_FROM);
        return options.text(Option.REDIS_PASSWORD) == null && reference != null && reference.startsWith(SECRET)
                ? SecretKey.of(Option.REDIS_PASSWORD_FROM, reference.substring(SECRET.length()))
                : null;
    }
}
