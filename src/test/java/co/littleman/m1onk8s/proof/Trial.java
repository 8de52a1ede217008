package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.judge.Catalogue;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.Result;
import co.littleman.m1onk8s.verdict.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One fault, or one good variant, before the real judge: the plain stack in a namespace of its own, changed, judged. */
final class Trial {
    private static final Path PLAIN = Path.of("manifests");
    private static final String PLAIN_NAMESPACE = "m1onk8s-littleman-co";
    private static final Set<String> FIRST = Set.of("manifests-accepted", "rollout-complete");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final String name;
    private final Fault fault;
    private final Path directory;

    Trial(String name, Fault fault, Path directory) {
        this.name = name;
        this.fault = fault;
        this.directory = directory;
    }

    /** Also the name of its namespace. */
    String name() {
        return name;
    }

    /** The changed manifests, written down as a developer would have them. */
    Path manifests() {
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(PLAIN)) {
                for (Path file : files.toList()) {
                    String fileName = String.valueOf(file.getFileName());
                    if (!fault.without().contains(fileName)) {
                        Files.writeString(directory.resolve(fileName), changed(fileName, Files.readString(file)));
                    }
                }
            }
            for (Map.Entry<String, String> more : fault.manifests().entrySet()) {
                Files.writeString(directory.resolve(more.getKey()), inNamespace(more.getValue()));
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String changed(String file, String text) throws IOException {
        JsonNode patch = fault.patch().get(file);
        String placed = inNamespace(text);
        return patch == null
                ? placed
                : YAML.writeValueAsString(
                        JsonPatch.apply(YAML.readTree(inNamespace(patch.toString())), YAML.readTree(placed)));
    }

    private String inNamespace(String text) {
        return text.replace(PLAIN_NAMESPACE, name);
    }

    /** Installs and judges it. */
    Result run(ProofCluster on) {
        Path manifests = manifests();
        Result result =
                Verification.run(on.settings(manifests, true, fault.live().isEmpty() ? claims() : FIRST));
        if (fault.live().isEmpty()) {
            return result;
        }
        fault.live().forEach((object, patch) -> on.patch(name, object, patch));
        return Verification.run(on.settings(manifests, false, claims()));
    }

    /** Everything for a good variant; for a fault what does no harm, and what its file names. */
    private Set<String> claims() {
        return Catalogue.all().stream()
                .filter(claim -> fault.expect() == null
                        || claim.terms().level() != Level.DISRUPT
                        || fault.expect().claim().equals(claim.id())
                        || fault.disrupt().contains(claim.id()))
                .filter(claim -> !claim.id().equals("teardown-leaves-nothing") || fault.expect() == null)
                .map(Claim::id)
                .collect(Collectors.toSet());
    }

    /** What is not as the file says; empty where all is. */
    List<String> differences(Result result) {
        List<String> differences = new ArrayList<>();
        Fault.Expect expect = fault.expect();
        if (expect != null && verdicts(result, expect.claim()).noneMatch(verdict -> is(verdict, expect))) {
            differences.add("expected %s %s(%s), saw %s"
                    .formatted(
                            expect.claim(),
                            expect.outcome(),
                            expect.cause(),
                            verdicts(result, expect.claim()).map(Trial::told).toList()));
        }
        result.verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAIL || verdict.outcome() == Outcome.INCONCLUSIVE)
                .filter(verdict -> expect == null
                        || !(verdict.claim().equals(expect.claim())
                                || fault.also().contains(verdict.claim())))
                .forEach(verdict -> differences.add("not allowed to fall: " + told(verdict)));
        return differences;
    }

    /** The verdict that caught it. */
    Verdict caughtBy(Result result) {
        Fault.Expect expect = Objects.requireNonNull(fault.expect());
        return verdicts(result, expect.claim())
                .filter(verdict -> is(verdict, expect))
                .findFirst()
                .orElseThrow();
    }

    private static boolean is(Verdict verdict, Fault.Expect expect) {
        return verdict.outcome().name().equals(expect.outcome())
                && verdict.cause().equals(expect.cause());
    }

    private static Stream<Verdict> verdicts(Result result, String claim) {
        return result.verdicts().stream().filter(verdict -> verdict.claim().equals(claim));
    }

    private static String told(Verdict verdict) {
        return "%s %s(%s) %s".formatted(verdict.name(), verdict.outcome(), verdict.cause(), verdict.message());
    }
}
