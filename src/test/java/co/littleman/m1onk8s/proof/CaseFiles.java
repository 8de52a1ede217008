// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads faults/ and good/: one file each, known by its name. What a file says wrong is told before anything runs. */
final class CaseFiles {
    private static final Path ROOT = Path.of("src/test/resources");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> CLAIMS =
            Catalogue.standard().all().stream().map(Check::id).collect(Collectors.toSet());

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
                cases.put(name, read(file));
            }
            Map<String, Case> all = new TreeMap<>();
            cases.forEach((name, one) -> {
                Path file = directory.resolve(name + ".yml");
                all.put(name, checked(file, one.both().isEmpty() ? one : both(file, one, cases), faults));
            });
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case both(Path file, Case one, Map<String, Case> cases) {
        require(
                one.both().size() == 2 && cases.keySet().containsAll(one.both()),
                file,
                "both must name two other files of this directory");
        Case first = Objects.requireNonNull(cases.get(one.both().get(0)));
        Case second = Objects.requireNonNull(cases.get(one.both().get(1)));
        require(
                first.stack().equals(second.stack()),
                file,
                "both must name two faults of one stack, but %s is of %s and %s of %s"
                        .formatted(
                                one.both().get(0),
                                first.stack().name(),
                                one.both().get(1),
                                second.stack().name()));
        return one.of(first, second);
    }

    /** Jackson's own words name neither the file nor what it may hold. */
    private static Case read(Path file) throws IOException {
        try {
            return YAML.readValue(file.toFile(), Case.class);
        } catch (UnrecognizedPropertyException e) {
            throw wrong(
                    file,
                    "line %d: there is no key %s; it may be one of %s"
                            .formatted(
                                    e.getLocation().getLineNr(),
                                    e.getPropertyName(),
                                    e.getKnownPropertyIds().stream()
                                            .map(Object::toString)
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        } catch (JsonProcessingException e) {
            throw wrong(
                    file,
                    "line %d: %s"
                            .formatted(
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getLineNr(),
                                    cause(e)));
        }
    }

    private static String cause(JsonProcessingException e) {
        return e instanceof ValueInstantiationException && e.getCause() != null
                ? String.valueOf(e.getCause().getMessage())
                : e.getOriginalMessage();
    }

    private static Case checked(Path file, Case one, boolean fault) {
        Case.Expect expect = one.expect();
        require(
                fault == (expect != null),
                file,
                fault ? "a fault says what it expects" : "a good variant has no fault");
        require(fault == (one.since() != null), file, fault ? "a fault has a since" : "a good variant has no clock");
        require(
                one.cluster() != ClusterKind.OWN
                        || one.since() == null
                        || one.since().kind() == null,
                file,
                "on a cluster of the run's own nobody can watch; since names a moment of the run");
        require(one.slow() == null || fault, file, "a good variant has no clock that could be slow");
        one.patch().forEach((patched, patch) -> {
            requireManifest(file, one.stack(), patched);
            requireFits(file, one.stack().directory().resolve(patched), patch);
        });
        one.without().forEach(left -> requireManifest(file, one.stack(), left));
        one.settings()
                .keySet()
                .forEach(flag -> require(
                        Options.all().stream().anyMatch(option -> option.flag().equals("--" + flag)),
                        file,
                        "there is no setting " + flag));
        one.live()
                .keySet()
                .forEach(
                        object -> require(
                                object.matches("(deployments|services|configmaps)/.+"),
                                file,
                                object
                                        + " cannot be changed live; one of deployments, services, configmaps can, as in deployments/cache"));
        Stream.concat(one.also().stream(), one.disrupt().stream())
                .forEach(check -> require(CLAIMS.contains(check), file, check + " is no check"));
        if (one.action() != null) {
            requireAction(file, one.action());
        }
        Stream.concat(Stream.ofNullable(expect), one.and().stream()).forEach(due -> requireKnown(file, due));
        return one;
    }

    private static void requireKnown(Path file, Case.Expect expect) {
        require(CLAIMS.contains(expect.check()), file, expect.check() + " is no check");
        Cause cause = Causes.all().stream()
                .filter(known -> known.word().equals(expect.cause()))
                .findFirst()
                .orElse(null);
        require(
                cause != null && cause.outcome().name().equals(expect.outcome()),
                file,
                expect.cause() + " is no cause of " + expect.outcome());
    }

    /** A path that leads nowhere is told now, and not once a cluster runs. */
    private static void requireFits(Path file, Path patched, JsonNode patch) {
        try {
            JsonPatch.apply(patch, YAML.readTree(patched.toFile()));
        } catch (IOException | RuntimeException e) {
            throw wrong(file, "the patch of %s does not fit it: %s".formatted(patched.getFileName(), e.getMessage()));
        }
    }

    private static void requireManifest(Path file, BaseStack stack, String name) {
        require(stack.has(name), file, "%s is no manifest of stack %s".formatted(name, stack.name()));
    }

    private static void requireAction(Path file, String action) {
        try {
            Actions.named(action);
        } catch (IllegalArgumentException e) {
            throw wrong(file, String.valueOf(e.getMessage()));
        }
    }

    private static void require(boolean right, Path file, String rule) {
        if (!right) {
            throw wrong(file, rule);
        }
    }

    /** A file that cannot be read is no fault of a cluster: exit code 2. */
    private static SettingsException wrong(Path file, String rule) {
        return new SettingsException(file + ": " + rule);
    }
}
