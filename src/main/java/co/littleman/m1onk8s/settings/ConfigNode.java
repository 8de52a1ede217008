// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A field of a settings file, with the path that messages name it by.
 *
 * @param file name of the file
 * @param path such as {@code clusters[0].uid}; empty for the whole file
 */
record ConfigNode(String file, String path, JsonNode node) {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    ConfigNode field(String key) {
        return new ConfigNode(file, path.isEmpty() ? key : path + "." + key, node.path(key));
    }

    /**
     * A field that had another name before.
     *
     * @param notices takes a sentence if the former name is used
     * @throws SettingsException if both are there
     */
    ConfigNode field(String key, String formerKey, Collection<String> notices) {
        ConfigNode field = field(key);
        ConfigNode former = field(formerKey);
        if (former.isAbsent()) {
            return field;
        }
        if (!field.isAbsent()) {
            throw Renamed.both(field.name(), former.name());
        }
        notices.add(Renamed.notice(key, former.name()));
        return former;
    }

    /** Its items; none if the field is left out. */
    List<ConfigNode> items() {
        if (!isAbsent() && !node.isArray()) {
            throw mustBe("a list", "");
        }
        List<ConfigNode> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(new ConfigNode(file, "%s[%d]".formatted(path, items.size()), item));
        }
        return items;
    }

    /** Its text, which must be there. */
    String text() {
        if (isAbsent()) {
            throw new SettingsException("%s: %s is missing; add it.".formatted(file, path));
        }
        if (node.isTextual() && node.asText().isBlank()) {
            throw new SettingsException("%s is empty; give it a value, or leave it out.".formatted(name()));
        }
        if (!node.isTextual()) {
            throw mustBe("text", "put it in quotes if YAML reads it as something else");
        }
        return node.asText();
    }

    /** Its text, which must be a UUID, in the spelling of Kubernetes. */
    String uuid() {
        String text = text();
        if (!UUID.matcher(text).matches()) {
            throw mustBe("a UUID", "write for example 3f0d3a52-6a3c-4f0e-9a43-6c1f0c1f2f11");
        }
        return text;
    }

    /** Its day, such as {@code 2026-12-31}. */
    LocalDate date() {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeParseException e) {
            throw mustBe("a day", "write for example 2026-12-31");
        }
    }

    /** {@code true} or {@code false}. */
    String yesOrNo() {
        if (!node.isBoolean()) {
            throw mustBe("true or false, without quotes", "");
        }
        return node.asText();
    }

    /** Its digits. */
    String wholeNumber() {
        if (!node.isIntegralNumber()) {
            throw mustBe("a whole number, without quotes", "write for example 60");
        }
        return node.asText();
    }

    /** One text, or several with commas between them. */
    String texts() {
        return node.isArray() ? items().stream().map(ConfigNode::text).collect(Collectors.joining(",")) : text();
    }

    /** Keys and values as {@code A=B,C=D}. */
    String pairs() {
        if (!node.isObject()) {
            throw mustBe("keys and values", "");
        }
        List<String> pairs = new ArrayList<>();
        node.fieldNames()
                .forEachRemaining(key -> pairs.add(key + "=" + field(key).text()));
        return String.join(",", pairs);
    }

    /**
     * Refuses any other key: a misspelt one would be a setting that nobody made.
     *
     * @param former names that keys had before, which work and are not shown
     */
    void onlyKeys(Set<String> known, String... former) {
        if (!isAbsent() && !node.isObject()) {
            throw mustBe("keys and values", "");
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key) && !List.of(former).contains(key)) {
                throw new SettingsException("%s: %s is not a known key%s the keys of %s are: %s."
                        .formatted(
                                file,
                                field(key).path,
                                Nearest.question(key, known, ";"),
                                path.isEmpty() ? "the file" : path,
                                String.join(", ", new TreeSet<>(known))));
            }
        });
    }

    /** How messages name it. */
    String name() {
        return path.isEmpty() ? file : file + ": " + path;
    }

    /** For a value of the wrong kind. */
    SettingsException mustBe(String rule, String next) {
        String value = node.isValueNode() ? node.asText() : node.toString();
        return SettingsException.mustBe(name(), rule, value, next);
    }
}
