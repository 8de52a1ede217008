// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The file that a team commits, {@code verify.yml}: options, clusters and how far a run may go there, waivers. */
final class ConfigFile {
    /** Its name if no other is given. */
    static final String NAME = "verify.yml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    static final Set<String> KEYS = keys();
    static final Set<String> CLUSTER = Set.of("name", "uid", "level", "production");
    static final Set<String> WAIVER = Set.of("check", "component", "reason", "until");

    private final Path file;
    private final ConfigNode root;
    private final Set<String> notices = new LinkedHashSet<>();

    private ConfigFile(Path file, JsonNode node) {
        this.file = file;
        this.root = new ConfigNode(String.valueOf(file.getFileName()), "", node);
        root.onlyKeys(KEYS, "claim", "accepted-skips");
    }

    private static Set<String> keys() {
        Set<String> keys = new HashSet<>(Set.of("clusters", "waivers"));
        Options.all().stream().filter(Option::isInFile).map(Option::key).forEach(keys::add);
        return keys;
    }

    /** That of a team that has none. */
    static ConfigFile none() {
        return new ConfigFile(Path.of(NAME), MissingNode.getInstance());
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException naming the field and the rule
     */
    static ConfigFile read(Path file) {
        String name = Objects.toString(file.getFileName());
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(Files.readString(file))) {
            List<JsonNode> all = documents.readAll();
            if (all.size() > 1) {
                throw new SettingsException("%s must be one YAML document, but has %d; remove all but one of them."
                        .formatted(name, all.size()));
            }
            return new ConfigFile(file, all.isEmpty() ? MissingNode.getInstance() : all.get(0));
        } catch (JsonProcessingException e) {
            throw notYaml(name, e);
        } catch (CharacterCodingException e) {
            throw new SettingsException(
                    "%s must be text in UTF-8, but is not; save it in that encoding.".formatted(file));
        } catch (IOException e) {
            throw new SettingsException("%s cannot be read (%s); check the path and its permissions."
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }

    private static SettingsException notYaml(String name, JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException marked) {
            return YamlProblem.of(marked).in(name);
        }
        String problem = e.getOriginalMessage().lines().findFirst().orElse("");
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return new SettingsException(
                "%s is not YAML: %s; correct that line.".formatted(line > 0 ? new Place(name, line) : name, problem));
    }

    /** The clusters on which a run may do more than observe. */
    AllowList allowed() {
        List<AllowedCluster> clusters = new ArrayList<>();
        for (ConfigNode item : root.field("clusters").items()) {
            item.onlyKeys(CLUSTER);
            AllowedCluster cluster = new AllowedCluster(
                    item.field("name").text(),
                    item.field("uid").uuid(),
                    level(item.field("level")),
                    isProduction(item));
            if (clusters.stream().anyMatch(other -> other.uid().equals(cluster.uid()))) {
                throw item.field("uid").mustBe("different in each entry", "list each cluster once");
            }
            clusters.add(cluster);
        }
        return new AllowList(root.file(), clusters);
    }

    /**
     * The checks that a team does not want to run for a while.
     *
     * @param today a waiver that ended before it is refused: nobody would remove it otherwise
     */
    List<Waiver> waivers(LocalDate today) {
        List<Waiver> waivers = new ArrayList<>();
        for (ConfigNode item : root.field("waivers", "accepted-skips", notices).items()) {
            item.onlyKeys(WAIVER, "claim");
            ConfigNode component = item.field("component");
            Waiver waiver = new Waiver(
                    item.field("check", "claim", notices).text(),
                    component.isAbsent() ? null : component.text(),
                    item.field("reason").text(),
                    item.field("until").date());
            if (waiver.until().isBefore(today)) {
                throw item.field("until")
                        .mustBe(
                                "today or later",
                                "remove the waiver of %s, or set a later day".formatted(waiver.check()));
            }
            waivers.add(waiver);
        }
        return waivers;
    }

    private ConfigNode field(Option option) {
        return option.formerKey().isEmpty()
                ? root.field(option.key())
                : root.field(option.key(), option.formerKey(), notices);
    }

    /** One sentence for each former name that was used. */
    Set<String> notices() {
        return notices;
    }

    /** How messages name the field of an option. */
    String name(Option option) {
        return field(option).name();
    }

    /** The value of an option, as a flag would give it; empty if the file does not set it. */
    String value(Option option) {
        ConfigNode field = field(option);
        if (!option.isInFile() || field.isAbsent()) {
            return "";
        }
        if (option.isSwitch()) {
            return field.yesOrNo();
        }
        if (option.placeholder().equals("SECONDS")) {
            return field.wholeNumber();
        }
        if (option.placeholder().contains("=")) {
            return field.pairs();
        }
        if (option.placeholder().endsWith("…")) {
            return field.texts();
        }
        return field.text();
    }

    /** Where paths that it names begin: a team keeps both in one repository. */
    Path directory() {
        return Objects.requireNonNullElse(file.getParent(), Path.of(""));
    }

    private static Level level(ConfigNode field) {
        return Level.of(field.text())
                .orElseThrow(() ->
                        field.mustBe("one of " + Options.LEVEL.placeholder().replace("|", ", "), ""));
    }

    private static boolean isProduction(ConfigNode item) {
        ConfigNode field = item.field("production");
        if (field.isAbsent()) {
            return false;
        }
        if (!AllowedCluster.PRODUCTION.equals(field.text())) {
            throw field.mustBe("exactly \"%s\"".formatted(AllowedCluster.PRODUCTION), "write that, or leave it out");
        }
        return true;
    }
}
