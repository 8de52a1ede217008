// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What somebody sees who follows the article by hand, with kubectl: scripts/compare/article.
 *
 * @param overrides image names in the manifests, and those that the cluster has
 * @param clientImage has redis-cli
 */
record ArticleSteps(Path kubectl, Path kubeconfig, Map<String, String> overrides, String clientImage, Path scratch) {
    private static final String NAME = "kubectl, by hand";
    private static final Path SCRIPT = Path.of("scripts/compare/article");

    /** Its own waits are a minute for the rollout and one for the client pod. */
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private static final Pattern FAILED_STEP = Pattern.compile("(\\S+) +FAILED +[0-9.]+ s *(.*)");

    PeerVerdict judge(Path manifests, String namespace, boolean apply) {
        try {
            Path copy = Files.createTempDirectory(scratch, namespace);
            ManifestFiles.copy(manifests, copy, overrides);
            List<String> command = new ArrayList<>(List.of(
                    SCRIPT.toString(),
                    "--kubeconfig",
                    kubeconfig.toString(),
                    "--namespace",
                    namespace,
                    "--manifests",
                    copy.toString(),
                    "--image",
                    clientImage));
            if (!apply) {
                command.add("--no-apply");
            }
            return verdict(ToolRun.of(command, Map.of("KUBECTL", kubectl.toString()), LIMIT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PeerVerdict verdict(ToolRun run) {
        PeerAnswer answer = switch (run.exit()) {
            case 0 -> PeerAnswer.SILENT;
            case 1 -> PeerAnswer.FLAGS;
            default -> PeerAnswer.UNKNOWN;
        };
        return new PeerVerdict(NAME, answer, answer == PeerAnswer.SILENT ? "" : said(run), run.seconds());
    }

    private static String said(ToolRun run) {
        return run.exit() == ToolRun.OVERDUE
                ? "not at an end after %d s".formatted(LIMIT.toSeconds())
                : Stream.of(failedStep(run), run.lastWords())
                        .filter(words -> !words.isEmpty())
                        .findFirst()
                        .orElse("");
    }

    /** The step's line tells why; the last line only which. */
    private static String failedStep(ToolRun run) {
        return run.out()
                .lines()
                .map(FAILED_STEP::matcher)
                .filter(Matcher::matches)
                .map(step -> step.group(1) + ": " + (step.group(2).isEmpty() ? "without a word" : step.group(2)))
                .findFirst()
                .orElse("");
    }
}
