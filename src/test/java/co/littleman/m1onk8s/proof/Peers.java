// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tools that others would use in this suite's place, on the same stacks. The linters get the manifests as they are
 * written; what they say of the base stack as well is their noise.
 */
final class Peers {
    private static final Duration LINTING = Duration.ofSeconds(30);
    private static final String REDIS = "redis:";

    private final List<Linter> linters;
    /** By linter and stack. */
    private final Map<List<String>, List<Complaint>> noise = new ConcurrentHashMap<>();

    private final ArticleSteps article;

    /**
     * Asks the cluster for its schemas.
     *
     * @param tools the directory that scripts/compare/tools prints
     * @param kubeconfig its current context is the cluster
     * @param overrides image names in the manifests, and those that the cluster has
     * @param scratch a directory to write in
     */
    Peers(Path tools, Path kubeconfig, Map<String, String> overrides, Path scratch) {
        Path kubectl = tools.resolve("kubectl");
        this.article = new ArticleSteps(kubectl, kubeconfig, overrides, clientImage(overrides), scratch);
        this.linters = List.of(
                new Kubeconform(tools.resolve("kubeconform"), schemas(kubectl, kubeconfig, scratch)),
                new KubeScore(tools.resolve("kube-score")));
    }

    /**
     * What each of them says of one stack. Safe for use by several threads.
     *
     * @param base what was changed to make it
     */
    List<PeerVerdict> judge(BaseStack base, Path manifests, String namespace, boolean apply) {
        List<PeerVerdict> verdicts = new ArrayList<>();
        for (Linter linter : linters) {
            verdicts.add(verdict(linter, manifests, noise(linter, base)));
        }
        // The article is about its own stack.
        if (base.equals(BaseStack.CACHE)) {
            verdicts.add(article.judge(manifests, namespace, apply));
        }
        return verdicts;
    }

    private List<Complaint> noise(Linter linter, BaseStack base) {
        return noise.computeIfAbsent(
                List.of(linter.name(), base.name()), known -> linter.complaints(run(linter, base.directory())));
    }

    private static PeerVerdict verdict(Linter linter, Path manifests, List<Complaint> noise) {
        ToolRun run = run(linter, manifests);
        return run.exit() == ToolRun.OVERDUE
                ? new PeerVerdict(linter.name(), PeerAnswer.UNKNOWN, "not at an end in time", run.seconds())
                : PeerVerdict.of(linter.name(), linter.complaints(run), noise, run.seconds());
    }

    private static ToolRun run(Linter linter, Path manifests) {
        return ToolRun.of(linter.command(ManifestFiles.in(manifests)), Map.of(), LINTING);
    }

    private static Path schemas(Path kubectl, Path kubeconfig, Path scratch) {
        ToolRun asked = ToolRun.of(
                List.of(kubectl.toString(), "--kubeconfig", kubeconfig.toString(), "get", "--raw", "/openapi/v2"),
                Map.of(),
                LINTING);
        if (asked.exit() != 0) {
            throw new IllegalStateException("The cluster does not tell its schemas: " + asked.lastWords());
        }
        try {
            Path schemas = Files.createTempDirectory(scratch, "schemas");
            Schemas.write(new ObjectMapper().readTree(asked.out()), schemas);
            return schemas;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The cluster's schemas are no JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As in the article: the image of the Redis that they run has redis-cli, and is on the node. */
    private static String clientImage(Map<String, String> overrides) {
        Path manifests = BaseStack.CACHE.directory();
        return ManifestFiles.images(manifests).stream()
                .filter(image -> image.startsWith(REDIS))
                .map(image -> overrides.getOrDefault(image, image))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no image of Redis in " + manifests));
    }
}
