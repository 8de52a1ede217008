package co.littleman.m1onk8s.settings;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Reads how Redis lets us in: by a password that is given, or by a reference to one. */
final class RedisAccessReader {
    private static final String SECRET = "secret:";

    private final KnobValues knobs;

    RedisAccessReader(KnobValues knobs) {
        this.knobs = knobs;
    }

    RedisAccess read() {
        return new RedisAccess(
                knobs.text(Knob.REDIS_USER),
                password(),
                knobs.isOn(Knob.REDIS_TLS),
                knobs.file(Knob.REDIS_CA),
                secret());
    }

    /** Itself, or what the reference leads to. A reference that is none may be the password: it is not repeated. */
    private @Nullable String password() {
        String reference = knobs.text(Knob.REDIS_PASSWORD_FROM);
        if (knobs.text(Knob.REDIS_PASSWORD) != null || reference == null || reference.startsWith(SECRET)) {
            return knobs.text(Knob.REDIS_PASSWORD);
        }
        String name = reference.substring(reference.indexOf(':') + 1);
        if (reference.startsWith("env:")) {
            String value = knobs.variable(name);
            if (value.isEmpty()) {
                throw knobs.refused(
                        Knob.REDIS_PASSWORD_FROM, reference, "that variable is not set; set it for the run.");
            }
            return value;
        }
        if (reference.startsWith("file:")) {
            try {
                return Files.readString(knobs.path(Knob.REDIS_PASSWORD_FROM, name))
                        .strip();
            } catch (IOException e) {
                throw knobs.refused(
                        Knob.REDIS_PASSWORD_FROM,
                        reference,
                        "that file cannot be read; check the path and its permissions.");
            }
        }
        throw new SettingsException(
                "%s must say where the password is, and must not be the password itself; write env:NAME, file:PATH or secret:NAME/KEY."
                        .formatted(Knob.REDIS_PASSWORD_FROM.flag()));
    }

    private @Nullable SecretKey secret() {
        String reference = knobs.text(Knob.REDIS_PASSWORD_FROM);
        return knobs.text(Knob.REDIS_PASSWORD) == null && reference != null && reference.startsWith(SECRET)
                ? SecretKey.of(Knob.REDIS_PASSWORD_FROM, reference.substring(SECRET.length()))
                : null;
    }
}
