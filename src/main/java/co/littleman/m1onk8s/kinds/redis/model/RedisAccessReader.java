// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis.model;

import co.littleman.m1onk8s.settings.OptionValues;
import co.littleman.m1onk8s.settings.SecretKey;
import co.littleman.m1onk8s.settings.SettingsException;
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
                options.text(RedisOptions.USER),
                password(),
                options.isOn(RedisOptions.TLS),
                options.file(RedisOptions.CA),
                secret());
    }

    /** Itself, or what the reference leads to. A reference that is none may be the password: it is not repeated. */
    private @Nullable String password() {
        String reference = options.text(RedisOptions.PASSWORD_FROM);
        if (options.text(RedisOptions.PASSWORD) != null || reference == null || reference.startsWith(SECRET)) {
            return options.text(RedisOptions.PASSWORD);
        }
        String name = reference.substring(reference.indexOf(':') + 1);
        if (reference.startsWith("env:")) {
            String value = options.variable(name);
            if (value.isEmpty()) {
                throw options.refused(
                        RedisOptions.PASSWORD_FROM, reference, "that variable is not set; set it for the run.");
            }
            return value;
        }
        if (reference.startsWith("file:")) {
            try {
                return Files.readString(options.path(RedisOptions.PASSWORD_FROM, name))
                        .strip();
            } catch (IOException e) {
                throw options.refused(
                        RedisOptions.PASSWORD_FROM,
                        reference,
                        "that file cannot be read; check the path and its permissions.");
            }
        }
        throw new SettingsException(
                "%s must say where the password is, and must not be the password itself; write env:NAME, file:PATH or secret:NAME/KEY."
                        .formatted(RedisOptions.PASSWORD_FROM.flag()));
    }

    private @Nullable SecretKey secret() {
        String reference = options.text(RedisOptions.PASSWORD_FROM);
        return options.text(RedisOptions.PASSWORD) == null && reference != null && reference.startsWith(SECRET)
                ? SecretKey.of(RedisOptions.PASSWORD_FROM, reference.substring(SECRET.length()))
                : null;
    }
}
