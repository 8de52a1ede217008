// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.redis;

import co.littleman.m1onk8s.kinds.BenignLogLine;
import co.littleman.m1onk8s.kinds.CrashReason;
import co.littleman.m1onk8s.kinds.LogDialect;
import co.littleman.m1onk8s.kinds.ProbeReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of Redis and of its exporter. The tests have them as Redis 7.0.15 and the exporter 1.45 write them. */
final class RedisLog implements LogDialect {
    /** {@code 1:M 23 Nov 2026 16:37:58.882 # …}: {@code #} is a warning and says more than errors. */
    private static final Pattern LINE =
            Pattern.compile("^\\d+:[XCSM] \\d{1,2} \\w{3} \\d{4} [\\d:.]+ (?<sign>[-.*#]) (?<text>.*)$");
    /** What Redis' warnings begin with, or say, if they are errors: the words of its source. */
    private static final Pattern ERROR = Pattern.compile("(?i)^(error|fatal|failed|can't|could not|bad |write"
            + " error|short read|unrecoverable|crash|=== redis bug).*|.*\\b(fatal error|background saving error|saving"
            + " error|security attack|out of memory)\\b.*");

    private static final List<BenignLogLine> BENIGN = List.of(
            BenignLogLine.of(
                    "overcommit", "a setting of the node, which only background saves under pressure depend on"),
            BenignLogLine.of("Transparent Huge Pages", "a setting of the node, which costs latency and breaks nothing"),
            BenignLogLine.of("no config file specified", "the settings come as arguments"),
            BenignLogLine.of("Failed to write PID file", "nobody reads it: the kubelet knows the process"),
            BenignLogLine.of(
                    "Could not create server TCP listening socket ::",
                    "pods without IPv6 have no such address to listen on"),
            BenignLogLine.of(
                    "Failed to test the kernel for a bug", "a test of Redis on ARM that a container may not run"),
            BenignLogLine.of(
                    "Error accepting a client connection: (\\(null\\)|error:\\w+:SSL routines::unexpected eof while reading)",
                    "a TCP probe, or this suite's own dialling, hangs up before the handshake"),
            BenignLogLine.atStart(
                    "Couldn't connect to redis instance",
                    "an exporter may be up before Redis is",
                    Duration.ofSeconds(30)));

    private static final List<CrashReason> CRASHES = List.of(
            CrashReason.of(
                    "Can't handle RDB format version|Wrong signature trying to load DB|RDB version .* not supported",
                    "the volume holds data of a newer Redis, or of Valkey, which this version cannot read: run that version"
                            + " again, or start with an empty volume"),
            CrashReason.of(
                    "Bad file format reading the append only file|Unexpected end of file reading the append only file"
                            + "|AOF .* is corrupted|Error reading the append only file|Invalid AOF manifest",
                    "the append-only file is damaged, or of another version: restore the volume or run the version that wrote it;"
                            + " redis-check-aof --fix cuts off what it cannot read"),
            CrashReason.of(
                    "Short read or OOM loading DB|Internal error in RDB reading|RDB file was saved with checksum|Wrong RDB checksum",
                    "the dump in the volume is damaged or cut off: restore it, or start with an empty volume"),
            CrashReason.of(
                    "Fatal error, can't open config file",
                    "the configuration file is not where the command looks for it, or may not be read: compare the volume"
                            + " mount, its key and the path in the arguments"),
            CrashReason.of(
                    ">>> 'dir |Can't chdir to '[^']*'",
                    "the directory that dir names is not there, or this user may not enter it: mount a volume there, with fsGroup"),
            CrashReason.of(
                    "FATAL CONFIG FILE ERROR|Bad directive or wrong number of arguments|Module .* failed to load",
                    "a line of the configuration, or an argument, is one that this version of Redis does not take"),
            CrashReason.of(
                    "Aborting Redis startup because of ACL errors|Error loading ACLs|error in ACL file",
                    "a rule of the ACL file is wrong, or the file is not where aclfile says"),
            CrashReason.of(
                    "Can't open or create append-only dir|Can't open the append-only file|Can't create append-only"
                            + "|Failed opening the (temp )?RDB file",
                    CrashReason.VOLUME_NOT_WRITABLE),
            CrashReason.of(
                    "Could not create server TCP listening socket(?!.*[Aa]ddress already in use)",
                    "the address in bind is none of this pod's"),
            CrashReason.of(
                    "Failed to configure TLS|Failed to load certificate|Failed to load private key",
                    CrashReason.TLS_WRONG),
            CrashReason.of(
                    "load password file failed",
                    "the exporter's password file is not where its arguments say, or may not be read: compare the volume mount and"
                            + " its key"),
            CrashReason.of(
                    "password file format error|Error loading redis passwords",
                    "the exporter's password file must be JSON, {\"redis://host:6379\": \"password\"}; for a bare password use"
                            + " REDIS_PASSWORD"),
            CrashReason.of("Can't allocate|Out Of Memory allocating", CrashReason.NO_MEMORY));

    private static final List<ProbeReason> PROBES = List.of(
            ProbeReason.lasting(
                    "NOAUTH ",
                    "the probe does not know Redis' password; redis-cli takes it from REDISCLI_AUTH in the container's environment"),
            ProbeReason.lasting("WRONGPASS ", "the probe logs in with another password or user than Redis has"),
            ProbeReason.lasting("NOPERM ", "the ACL user of the probe may not do what it asks"),
            ProbeReason.lasting("DENIED ", ""));

    @Override
    public Optional<Boolean> isError(String line) {
        Matcher redis = LINE.matcher(line);
        return redis.matches()
                ? Optional.of(redis.group("sign").equals("#")
                        && ERROR.matcher(redis.group("text")).matches())
                : Optional.empty();
    }

    @Override
    public List<BenignLogLine> benign() {
        return BENIGN;
    }

    @Override
    public List<CrashReason> crashReasons() {
        return CRASHES;
    }

    @Override
    public List<ProbeReason> probeReasons() {
        return PROBES;
    }
}
