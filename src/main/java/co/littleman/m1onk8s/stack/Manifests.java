package co.littleman.m1onk8s.stack;

import co.littleman.m1onk8s.settings.SettingsException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
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

/** Reads a directory of numbered manifests, in the order of their numbers, before anything is asked of a cluster. */
public final class Manifests {
    private static final Pattern NUMBER = Pattern.compile("(\\d+).*");

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
     * @throws SettingsException where a file cannot be read as Kubernetes objects; names the file and the rule
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
                    .sorted(Comparator.comparingLong(Manifests::number).thenComparing(Manifests::nameOf))
                    .toList();
        } catch (IOException e) {
            throw new SettingsException("The directory %s cannot be read (%s); check its permissions."
                    .formatted(directory, e.getMessage()));
        }
    }

    /** Files without a number come last: numbers say what must be there first. */
    private static long number(Path file) {
        Matcher matcher = NUMBER.matcher(nameOf(file));
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<JsonNode> documents(Path file) {
        ObjectReader reader = (nameOf(file).endsWith(".json") ? new JsonMapper() : new YAMLMapper())
                .readerFor(JsonNode.class)
                // Of two equal keys the later would win in silence.
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        try (MappingIterator<JsonNode> documents = reader.readValues(file.toFile())) {
            // A document that is empty or only a comment is no object, and no mistake either.
            return documents.readAll().stream()
                    .filter(document -> !document.isNull() && !document.isMissingNode())
                    .toList();
        } catch (JsonProcessingException e) {
            throw new SettingsException("%s is not %s: %s, line %d."
                    .formatted(
                            nameOf(file),
                            nameOf(file).endsWith(".json") ? "JSON" : "YAML",
                            firstLine(e.getOriginalMessage()),
                            e.getLocation() == null ? 0 : e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new SettingsException(
                    "%s cannot be read (%s); check its permissions.".formatted(nameOf(file), e.getMessage()));
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
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
