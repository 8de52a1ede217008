// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A shell program for a client pod: a resource beside a class, where shellcheck reads it, with variables set before it.
 *
 * @param text the program as a shell takes it
 */
public record Script(String text) {
    /** The program in a resource, such as {@code dns.sh}, of the package of that class. */
    public static Script of(Class<?> owner, String resource) {
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
            return new Script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with a variable, whatever is in its value. */
    public Script with(String variable, Object value) {
        return new Script(variable + "=" + ClientPod.quoted(value.toString()) + "\n" + text);
    }
}
