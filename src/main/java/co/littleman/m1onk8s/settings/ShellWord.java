// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

/** Text in commands that people copy into a shell. */
public final class ShellWord {
    private ShellWord() {}

    /** The text, in quotes if a POSIX shell would not take it for one word as it is. */
    public static String of(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : "'%s'".formatted(text.replace("'", "'\\''"));
    }
}
