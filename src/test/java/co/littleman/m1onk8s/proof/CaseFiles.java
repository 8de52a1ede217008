package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.claims.Claim;
import co.littleman.m1onk8s.judge.Catalogue;
import co.littleman.m1onk8s.verdict.Cause;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads faults/ and good/: one file each, known by its name. What a file says wrong is told before anything runs. */
final class CaseFiles {
    private static final Path ROOT = Path.of("src/test/resources");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> CLAIMS =
            Catalogue.all().stream().map(Claim::id).collect(Collectors.toSet());

    private CaseFiles() {}

    static Map<String, Case> faults() {
        return in(ROOT.resolve("faults"), true);
    }

    static Map<String, Case> good() {
        return in(ROOT.resolve("good"), false);
    }

    static Map<String, Case> in(Path directory, boolean faults) {
        try (Stream<Path> files = Files.list(directory)) {
            Map<String, Case> cases = new TreeMap<>();
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName()).replaceFirst("\\.yml$", "");
                cases.put(name, checked(file, YAML.readValue(file.toFile(), Case.class), faults));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case checked(Path file, Case one, boolean fault) {
        Case.Expect expect = one.expect();
        require(
                fault == (expect != null),
                file,
                fault ? "a fault says what it expects" : "a good variant has no fault");
        require(fault == (one.since() != null), file, fault ? "a fault has a since" : "a good variant has no clock");
        require(
                one.cluster() != Site.OWN || one.since() == null || one.since().kind() == null,
                file,
                "on a cluster of the run's own nobody can watch; since names a moment of the run");
        one.patch().keySet().forEach(patched -> require(Files.exists(Path.of("manifests", patched)), file, patched));
        Stream.concat(one.also().stream(), one.disrupt().stream())
                .forEach(claim -> require(CLAIMS.contains(claim), file, claim + " is no claim"));
        if (one.action() != null) {
            Actions.named(one.action());
        }
        if (expect != null) {
            require(CLAIMS.contains(expect.claim()), file, expect.claim() + " is no claim");
            Cause cause = Arrays.stream(Cause.values())
                    .filter(known -> known.word().equals(expect.cause()))
                    .findFirst()
                    .orElse(null);
            require(
                    cause != null && cause.outcome().name().equals(expect.outcome()),
                    file,
                    expect.cause() + " is no cause of " + expect.outcome());
        }
        return one;
    }

    private static void require(boolean right, Path file, String rule) {
        if (!right) {
            throw new IllegalArgumentException(file + ": " + rule);
        }
    }
}
