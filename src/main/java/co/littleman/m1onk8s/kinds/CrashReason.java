// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a container ends, by the words of its own log, and what helps.
 *
 * @param words what a line of the log contains, as a regular expression
 * @param remedy what is wrong most likely, and what helps
 */
public record CrashReason(Pattern words, String remedy) {
    /** For programs that cannot write to their volume. */
    public static final String VOLUME_NOT_WRITABLE =
            "the volume may not be written by the user of the container: set fsGroup (or runAsUser) to the one that owns"
                    + " it, or mount a writable volume there";

    /** For programs that cannot read their certificate or its key. */
    public static final String TLS_WRONG =
            "the certificate, its key or the CA is not where the configuration says, may not be read, or does not fit";

    /** For programs that have too little memory to start. */
    public static final String NO_MEMORY = "the memory limit is below what it needs to start";

    /** A reason by its words. */
    public static CrashReason of(String words, String remedy) {
        return new CrashReason(Pattern.compile(words, Pattern.MULTILINE), remedy);
    }

    /** True if the text names it. */
    public boolean isIn(String text) {
        return words.matcher(text).find();
    }

    /** The first line that names it. */
    public Optional<String> naming(List<String> lines) {
        return lines.stream().filter(this::isIn).findFirst();
    }
}
