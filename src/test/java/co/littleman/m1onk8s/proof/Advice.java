// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.k3s.ProofNode;
import co.littleman.m1onk8s.result.Outcome;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Follows the advice of findings: the next command of each FAIL is typed into the cluster on which it was found. What
 * would change something is only asked of the API server (a dry run).
 */
final class Advice {
    /** For people at a terminal, with a file at hand, or with a name of their own in place of ours. */
    private static final Pattern FOR_PEOPLE = Pattern.compile(" run -it | port-forward | -f |exec POD ");

    private static final Pattern CHANGES =
            Pattern.compile("(kubectl (?:-n \\S+ )?(?:scale|delete|patch|annotate|label|set) )(.*)");

    /** It has no dry run, and says what it would do with a patch that has one. */
    private static final Pattern RESUMES = Pattern.compile("kubectl (-n \\S+) rollout resume (\\S+)");

    private static final Pattern GONE = Pattern.compile("\\(NotFound\\): pods \"(\\S+)\" not found");

    private Advice() {}

    /** What is wrong with it; empty if all commands are taken. */
    static List<String> complaints(Result result, ProofNode node, Path evidence) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAIL)
                .flatMap(verdict -> complaint(verdict, node, evidence).stream())
                .distinct()
                .toList();
    }

    private static Optional<String> complaint(Verdict verdict, ProofNode node, Path evidence) {
        return typed(verdict.next()).flatMap(command -> {
            try {
                node.onServer("sh", "-c", command + " 2>&1 >/dev/null || { " + command + "; exit 1; }");
                return Optional.empty();
            } catch (IllegalStateException refused) {
                if (isReplacedSince(String.valueOf(refused.getMessage()), evidence)) {
                    return Optional.empty();
                }
                return Optional.of("the advice of %s does not work: %s: %s"
                        .formatted(
                                verdict.check(),
                                command,
                                String.valueOf(refused.getMessage())
                                        .lines()
                                        .reduce((first, last) -> last)
                                        .orElse("")));
            }
        });
    }

    /** A check that disrupts has replaced the pod since: what there was to see of it must be in the evidence. */
    private static boolean isReplacedSince(String refusal, Path evidence) {
        Matcher pod = GONE.matcher(refusal);
        if (!pod.find() || !Files.isDirectory(evidence)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(evidence)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(pod.group(1) + "."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command as it can be typed by nobody; empty for one that only people can follow. */
    static Optional<String> typed(String next) {
        String command = next.replaceFirst("\\s+# .*", "").replaceAll("--(kubeconfig|context) \\S+ ", "");
        if (!command.startsWith("kubectl ") || FOR_PEOPLE.matcher(command).find()) {
            return Optional.empty();
        }
        return Optional.of(RESUMES.matcher(CHANGES.matcher(command).replaceFirst("$1--dry-run=server $2"))
                .replaceFirst("kubectl $1 patch $2 --dry-run=server -p '{\"spec\":{\"paused\":false}}'"));
    }
}
