// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a directory of numbered manifests, in the order of their numbers, before anything is asked of a cluster. */
public final class Manifests {
    private static final Pattern NUMBER = Pattern.compile("(\\d+).*");

    private static final JsonMapper JSON = JsonMapper.builder()
            // Of two equal keys the later would win in silence.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path directory;
    private final @Nullable String defaultNamespace;

    private Manifests(Path directory, @Nullable String defaultNamespace) {
        this.directory = directory;
        this.defaultNamespace = defaultNamespace;
    }

    /**
     * Reads {@code .yml}, {@code .yaml} and {@code .json} files, each with one or more documents.
     *
     * @param defaultNamespace namespace for objects that name none, and the one that all others must name; null to
     *     demand that each object names its own
     * @throws SettingsException if a file cannot be read as Kubernetes objects; names the file and the rule
     */
    public static List<Manifest> read(Path directory, @Nullable String defaultNamespace) {
        return new Manifests(directory, defaultNamespace).read();
    }

    private List<Manifest> read() {
        List<Path> files = files();
        if (files.isEmpty()) {
            throw new SettingsException(
                    "The directory %s holds no manifest; put .yml, .yaml or .json files there, or name another with --manifests."
                            .formatted(directory));
        }
        List<Manifest> manifests = new ArrayList<>();
        for (Path file : files) {
            for (JsonNode document : documents(file)) {
                manifests.add(new ManifestRules(nameOf(file), document, defaultNamespace).manifest());
            }
        }
        if (manifests.isEmpty()) {
            throw new SettingsException(
                    "The files in %s hold no object; they are empty or all comments.".formatted(directory));
        }
        refuseTwins(manifests);
        return List.copyOf(manifests);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> nameOf(file).matches(".+\\.(yml|yaml|json)"))
                    .sorted(Comparator.comparing(Manifests::number).thenComparing(Manifests::nameOf))
                    .toList();
        } catch (IOException e) {
            throw new SettingsException("The directory %s cannot be read (%s); check its permissions."
                    .formatted(directory, e.getMessage()));
        }
    }

    /** Files without a number come last: numbers say what must be there first. */
    private static BigDecimal number(Path file) {
        Matcher matcher = NUMBER.matcher(nameOf(file));
        return new BigDecimal(matcher.matches() ? matcher.group(1) : "1e999");
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<JsonNode> documents(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            List<JsonNode> documents = nameOf(file).endsWith(".json") ? json(file) : KubernetesYaml.documents(text);
            // A document that is empty or only a comment is no object, and no mistake either.
            return documents.stream().filter(document -> !document.isNull()).toList();
        } catch (MarkedYAMLException e) {
            throw new SettingsException("%s is not YAML: %s, line %d%s."
                    .formatted(
                            nameOf(file),
                            e.getProblem().replaceFirst("^found duplicate key (.*)", "Duplicate field '$1'"),
                            e.getProblemMark().getLine() + 1,
                            isTemplate(file)
                                    ? "; it is a template: render it (helm template) and give the result"
                                    : ""));
        } catch (YAMLException e) {
            throw new SettingsException("%s is not YAML: %s."
                    .formatted(
                            nameOf(file),
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        } catch (JsonProcessingException e) {
            throw new SettingsException("%s is not JSON: %s, line %d."
                    .formatted(
                            nameOf(file),
                            e.getOriginalMessage(),
                            e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new SettingsException(
                    "%s cannot be read (%s); check its permissions.".formatted(nameOf(file), e.getMessage()));
        }
    }

    /** Braces in pairs are what Helm and its like put where a value belongs, or a condition. */
    private static boolean isTemplate(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.anyMatch(line -> line.contains("{{"));
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }

    /** One value after the other; a mapping iterator would take the elements of a list for documents. */
    private static List<JsonNode> json(Path file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            while (parser.nextToken() != null) {
                documents.add(JSON.readTree(parser));
            }
        }
        return documents;
    }

    private static void refuseTwins(List<Manifest> manifests) {
        Map<String, String> fileByTitle = new LinkedHashMap<>();
        for (Manifest manifest : manifests) {
            String group =
                    manifest.apiVersion().contains("/") ? manifest.apiVersion().replaceFirst("/.*", "") : "";
            String earlier = fileByTitle.put(group + " " + manifest.title(), manifest.file());
            if (earlier != null) {
                throw new SettingsException(
                        "%s is in %s and again in %s; the later would overwrite the earlier, so rename or remove one."
                                .formatted(manifest.title(), earlier, manifest.file()));
            }
        }
    }
}
