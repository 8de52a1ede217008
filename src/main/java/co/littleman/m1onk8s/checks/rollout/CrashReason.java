// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import co.littleman.m1onk8s.result.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a container ends, by the words of its own log, and what helps. The first that fits counts, so the special ones
 * come before the general. {@code CrashReasonTest} has the words as Redis 7.0.15 and the exporter 1.45 say them.
 */
enum CrashReason {
    OTHER_ARCHITECTURE("exec format error", "the image is for another CPU architecture than the node's"),
    RDB_OF_ANOTHER_VERSION(
            "Can't handle RDB format version|Wrong signature trying to load DB|RDB version .* not supported",
            "the volume holds data of a newer Redis, or of Valkey, which this version cannot read: run that version"
                    + " again, or start with an empty volume"),
    AOF_OF_ANOTHER_VERSION(
            "Bad file format reading the append only file|Unexpected end of file reading the append only file"
                    + "|AOF .* is corrupted|Error reading the append only file|Invalid AOF manifest",
            "the append-only file is damaged, or of another version: restore the volume or run the version that wrote it;"
                    + " redis-check-aof --fix cuts off what it cannot read"),
    RDB_DAMAGED(
            "Short read or OOM loading DB|Internal error in RDB reading|RDB file was saved with checksum|Wrong RDB checksum",
            "the dump in the volume is damaged or cut off: restore it, or start with an empty volume"),
    CONFIG_NOT_THERE(
            "Fatal error, can't open config file",
            "the configuration file is not where the command looks for it, or may not be read: compare the volume"
                    + " mount, its key and the path in the arguments"),
    NO_DIRECTORY(
            ">>> 'dir |Can't chdir to '[^']*'",
            "the directory that dir names is not there, or this user may not enter it: mount a volume there, with fsGroup"),
    CONFIG_WRONG(
            "FATAL CONFIG FILE ERROR|Bad directive or wrong number of arguments|Module .* failed to load",
            "a line of the configuration, or an argument, is one that this version of Redis does not take"),
    ACL_WRONG(
            "Aborting Redis startup because of ACL errors|Error loading ACLs|error in ACL file",
            "a rule of the ACL file is wrong, or the file is not where aclfile says"),
    CHOWN_NOT_PERMITTED(
            "chown: .*Operation not permitted",
            "the entrypoint gives its directory to another user, and may not: capabilities are dropped, or it does not start"
                    + " as root; set runAsUser to the image's own user, and fsGroup if it has a volume"),
    VOLUME_NOT_WRITABLE(
            "Can't open or create append-only dir|Can't open the append-only file|Can't create append-only"
                    + "|chown: .*(Permission denied|Read-only file system)"
                    + "|Failed opening the (temp )?RDB file"
                    + "|(open|mkdir|create|write)[^\n]*(/data|/var/lib)[^\n]*(Permission denied|Read-only file system)",
            "the volume may not be written by the user of the container: set fsGroup (or runAsUser) to the one that owns"
                    + " it, or mount a writable volume there"),
    PORT_TAKEN(
            "[Aa]ddress already in use",
            "something else in the pod listens on that port already: two containers of a pod, or hostNetwork, share it"),
    ADDRESS_WRONG(
            "Cannot assign requested address|Name or service not known.*bind|Could not create server TCP listening socket",
            "the address in bind is none of this pod's"),
    TLS_WRONG(
            "Failed to configure TLS|Failed to load certificate|Failed to load private key|tls: failed to find any PEM data",
            "the certificate, its key or the CA is not where the configuration says, may not be read, or does not fit"),
    PASSWORD_FILE_NOT_THERE(
            "load password file failed",
            "the exporter's password file is not where its arguments say, or may not be read: compare the volume mount and"
                    + " its key"),
    PASSWORD_FILE_NOT_JSON(
            "password file format error|Error loading redis passwords",
            "the exporter's password file must be JSON, {\"redis://host:6379\": \"password\"}; for a bare password use"
                    + " REDIS_PASSWORD"),
    UNKNOWN_FLAG(
            "flag provided but not defined|unknown (command-line )?(flag|option)|unrecognized option",
            "an argument is misspelt, or of another version of the program"),
    ENTRYPOINT_NEEDS_ROOT(
            "setpriv: |failed switching to|gosu: |su-exec: |operation not permitted.*(setgroups|setuid|setgid)"
                    + "|(setgroups|setuid|setgid).*[Oo]peration not permitted",
            "the image's entrypoint starts as root and changes the user itself, which dropped capabilities or runAsUser do"
                    + " not allow: set runAsUser to the user that it changes to"),
    NO_SUCH_COMMAND(
            "executable file not found|: not found$|: No such file or directory$|can't open '[^']*': No such file",
            "a command or file that the container starts with is not in the image"),
    NO_MEMORY(
            "Can't allocate|Out Of Memory allocating|Cannot allocate memory|std::bad_alloc|fatal error: runtime: out of memory",
            "the memory limit is below what it needs to start"),
    PERMISSION(
            "[Pp]ermission denied|Read-only file system",
            "the container's user may not read or write a file that it needs: fsGroup, runAsUser, defaultMode of the"
                    + " volume, or readOnlyRootFilesystem");

    private final Pattern words;
    private final String remedy;

    CrashReason(String words, String remedy) {
        this.words = Pattern.compile(words, Pattern.MULTILINE);
        this.remedy = remedy;
    }

    /** The first that a log names; empty if it names none. */
    static Optional<CrashReason> in(List<String> lines) {
        String log = String.join("\n", lines);
        return Arrays.stream(values())
                .filter(reason -> reason.words.matcher(log).find())
                .findFirst();
    }

    /** A finding, with the line that names the reason if it is among these, and the usual remedy. */
    static Finding explained(Finding finding, List<String> lines) {
        return in(lines).map(reason -> finding.likely(reason.remedy())).orElse(finding);
    }

    /** What is wrong most likely, and what helps. */
    String remedy() {
        return remedy;
    }

    /** The lines that say most: the last ones, and before them the one that names the reason. */
    static List<String> telling(List<String> lines, int most) {
        List<String> last = lines.subList(Math.max(0, lines.size() - most), lines.size());
        Optional<String> naming = in(lines)
                .flatMap(reason -> lines.stream()
                        .filter(line -> reason.words.matcher(line).find())
                        .findFirst());
        return naming.isEmpty() || last.contains(naming.get())
                ? last
                : Stream.concat(naming.stream(), last.stream().skip(1)).toList();
    }
}
