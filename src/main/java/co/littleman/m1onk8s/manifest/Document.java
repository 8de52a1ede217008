// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.manifest;

import co.littleman.m1onk8s.manifest.ManifestSource.Text;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.YamlProblem;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * One document of a text, whatever it holds.
 *
 * @param place its first line that is more than a comment
 * @param itemPlaces of a list of objects, where each of them begins; empty if that is not known
 */
record Document(Place place, JsonNode content, List<Place> itemPlaces) {
    private static final JsonMapper JSON = JsonMapper.builder()
            // Of two equal keys the later would win in silence.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    Document {
        itemPlaces = List.copyOf(itemPlaces);
    }

    /** A document that is no list of objects, or one of which no more is known than where it begins. */
    Document(Place place, JsonNode content) {
        this(place, content, List.of());
    }

    /**
     * The documents of a text, a list of objects taken apart. One that is empty or only a comment is left out: it is no
     * object, and no mistake either.
     *
     * @throws SettingsException if the text is not YAML or JSON; names the line
     */
    static List<Document> of(Text text) {
        List<Document> documents = text.origin().endsWith(".json") ? json(text) : yaml(text);
        return documents.stream()
                .filter(document -> !document.content().isNull())
                .flatMap(ObjectList::items)
                .toList();
    }

    private static List<Document> yaml(Text text) {
        try {
            return KubernetesYaml.documents(text);
        } catch (MarkedYAMLException e) {
            YamlProblem problem = YamlProblem.of(e);
            // Braces in pairs are what Helm and its like put where a value belongs, or a condition.
            boolean isTemplate = text.content().contains("{{");
            throw (isTemplate
                            ? problem.next("it is a template: render it (helm template) and give the result")
                            : problem)
                    .in(text.title());
        } catch (ReaderException e) {
            throw new SettingsException("%s is not YAML: the character U+%04X is not allowed; remove it."
                    .formatted(text.place(lineAt(text, e.getPosition())), e.getCodePoint()));
        } catch (YAMLException e) {
            throw new SettingsException("%s is not YAML: %s; correct it."
                    .formatted(
                            text.origin(),
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    private static int lineAt(Text text, int codePoints) {
        return 1
                + (int) text.content()
                        .codePoints()
                        .limit(codePoints)
                        .filter(one -> one == '\n')
                        .count();
    }

    /** One value after the other; a mapping iterator would take the elements of a list for documents. */
    private static List<Document> json(Text text) {
        List<Document> documents = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text.content())) {
            while (parser.nextToken() != null) {
                Place place = text.place(parser.currentTokenLocation().getLineNr());
                documents.add(new Document(place, JSON.readTree(parser)));
            }
        } catch (JsonProcessingException e) {
            throw new SettingsException("%s:%d is not JSON: %s; correct that line."
                    .formatted(
                            text.place(e.getLocation().getLineNr()),
                            e.getLocation().getColumnNr(),
                            e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("the text is in memory", e);
        }
        return documents;
    }
}
