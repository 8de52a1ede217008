// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.kinds.CrashReason;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.result.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a container ends, by the words of its own log. The first reason that fits counts, so those of a component kind,
 * which are special, come before those that any program may have.
 */
final class CrashReasons {
    private static final List<CrashReason> FIRST =
            List.of(CrashReason.of("exec format error", "the image is for another CPU architecture than the node's"));

    private static final List<CrashReason> GENERAL = List.of(
            CrashReason.of(
                    "chown: .*Operation not permitted",
                    "the entrypoint gives its directory to another user, and may not: capabilities are dropped, or it does not start"
                            + " as root; set runAsUser to the image's own user, and fsGroup if it has a volume"),
            CrashReason.of(
                    "chown: .*(Permission denied|Read-only file system)"
                            + "|(open|mkdir|create|write)[^\n]*(/data|/var/lib)[^\n]*(Permission denied|Read-only file system)",
                    CrashReason.VOLUME_NOT_WRITABLE),
            CrashReason.of(
                    "[Aa]ddress already in use",
                    "something else in the pod listens on that port already: two containers of a pod, or hostNetwork, share it"),
            CrashReason.of(
                    "Cannot assign requested address|Name or service not known.*bind",
                    "the address in bind is none of this pod's"),
            CrashReason.of("tls: failed to find any PEM data", CrashReason.TLS_WRONG),
            CrashReason.of(
                    "flag provided but not defined|unknown (command-line )?(flag|option)|unrecognized option",
                    "an argument is misspelt, or of another version of the program"),
            CrashReason.of(
                    "setpriv: |failed switching to|gosu: |su-exec: |operation not permitted.*(setgroups|setuid|setgid)"
                            + "|(setgroups|setuid|setgid).*[Oo]peration not permitted",
                    "the image's entrypoint starts as root and changes the user itself, which dropped capabilities or runAsUser do"
                            + " not allow: set runAsUser to the user that it changes to"),
            CrashReason.of(
                    "executable file not found|: not found$|: No such file or directory$|can't open '[^']*': No such file",
                    "a command or file that the container starts with is not in the image"),
            CrashReason.of(
                    "Cannot allocate memory|std::bad_alloc|fatal error: runtime: out of memory", CrashReason.NO_MEMORY),
            CrashReason.of(
                    "[Pp]ermission denied|Read-only file system",
                    "the container's user may not read or write a file that it needs: fsGroup, runAsUser, defaultMode of the"
                            + " volume, or readOnlyRootFilesystem"));

    private CrashReasons() {}

    /** The first that a log names; empty if it names none. */
    static Optional<CrashReason> in(List<String> lines) {
        String log = String.join("\n", lines);
        return all().filter(reason -> reason.isIn(log)).findFirst();
    }

    private static Stream<CrashReason> all() {
        return Stream.of(
                        FIRST.stream(),
                        Kinds.all().stream().flatMap(kind -> kind.log().crashReasons().stream()),
                        GENERAL.stream())
                .flatMap(reasons -> reasons);
    }

    /** A finding, with the line that names the reason if it is among these, and the usual remedy. */
    static Finding explained(Finding finding, List<String> lines) {
        return in(lines).map(reason -> finding.likely(reason.remedy())).orElse(finding);
    }

    /** The lines that say most: the last ones, and before them the one that names the reason. */
    static List<String> telling(List<String> lines, int most) {
        List<String> last = lines.subList(Math.max(0, lines.size() - most), lines.size());
        Optional<String> naming = in(lines).flatMap(reason -> reason.naming(lines));
        return naming.isEmpty() || last.contains(naming.get())
                ? last
                : Stream.concat(naming.stream(), last.stream().skip(1)).toList();
    }
}
