package co.littleman.m1onk8s.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each knob is set to, with the usual precedence: flag, environment, system property, the team's file, default. Each
 * way to ask throws {@link SettingsException}, naming the knob and the rule, where the value is none of its kind.
 */
final class KnobValues {
    private static final Path HERE = Path.of("");

    private final Map<Knob, String> flags;
    private final Map<String, String> environment;
    private final Properties properties;
    private final TeamFile team;

    KnobValues(Map<Knob, String> flags, Map<String, String> environment, Properties properties, TeamFile team) {
        this.flags = Map.copyOf(flags);
        this.environment = Map.copyOf(environment);
        this.properties = properties;
        this.team = team;
    }

    /** The team's file, for what it holds beside knobs. */
    TeamFile team() {
        return team;
    }

    /** The raw value of a knob; empty where nothing sets it and it has no default. */
    String value(Knob knob) {
        return set(knob).value();
    }

    /**
     * Refuses what is set to nothing: who writes {@code --context "$STAGING"} means some cluster, and not one of the run's
     * own. An empty variable is one that is not set, as usual, but for the context, for the same reason.
     *
     * @throws SettingsException naming the first
     */
    void refuseEmpty() {
        flags.forEach((knob, value) -> {
            if (value.isBlank()) {
                throw empty(knob.flag());
            }
        });
        if (environment.getOrDefault(Knob.CONTEXT.env(), "x").isBlank()) {
            throw empty(Knob.CONTEXT.env());
        }
    }

    private static SettingsException empty(String name) {
        return new SettingsException("%s is empty; give it a value, or leave it out.".formatted(name));
    }

    /**
     * What a knob is set to.
     *
     * @param name by which it is set, as whoever set it wrote it
     * @param from where a relative path in it begins: what the run is told at the working directory, what the team's file
     *     says at that file, a default at {@link SettingsReader#HOME}
     */
    private record Setting(String name, String value, Path from) {}

    private Setting set(Knob knob) {
        String flag = flags.get(knob);
        if (flag != null) {
            return new Setting(knob.flag(), flag, HERE);
        }
        String variable = environment.get(knob.env());
        if (variable != null && !variable.isBlank()) {
            return new Setting(knob.env(), variable, HERE);
        }
        String property = knob.isSecret() ? null : properties.getProperty(knob.property());
        if (property != null && !property.isBlank()) {
            return new Setting("-D" + knob.property(), property, HERE);
        }
        String committed = team.value(knob);
        return committed.isBlank()
                ? new Setting(knob.flag(), knob.fallback(), Path.of(property(SettingsReader.HOME)))
                : new Setting(team.name(knob), committed, team.directory());
    }

    /** A path that a knob's value says, or a part of it, seen from where it was written. */
    Path path(Knob knob, String text) {
        return set(knob).from().resolve(text);
    }

    /** For a value, or a part of it, that is of the wrong kind; names the knob by where it is set. */
    SettingsException mustBe(Knob knob, String rule, String value, String next) {
        return SettingsException.mustBe(set(knob).name(), rule, value, next);
    }

    /** For a value that leads to something that is not there; names the knob by where it is set. */
    SettingsException refused(Knob knob, String value, String problem) {
        return new SettingsException("%s is '%s', but %s".formatted(set(knob).name(), value, problem));
    }

    static List<String> parts(String text) {
        return parts(text, "[,\\s]+");
    }

    static List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** A variable of the environment that is no knob; empty where it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** A property of the JVM; empty where there is none. */
    String property(String name) {
        return properties.getProperty(name, "");
    }

    /** The value of a knob that takes one of a few words, which its placeholder lists. */
    String choice(Knob knob) {
        String value = value(knob);
        if (!List.of(knob.placeholder().split("\\|")).contains(value)) {
            throw mustBe(knob, "one of " + knob.placeholder().replace("|", ", "), value, "");
        }
        return value;
    }

    /** The value; null where nothing sets it. */
    @Nullable
    String text(Knob knob) {
        String value = value(knob);
        return value.isBlank() ? null : value;
    }

    /** A file that can be read; null where nothing names one. */
    @Nullable
    Path file(Knob knob) {
        String value = text(knob);
        if (value == null) {
            return null;
        }
        Path file = path(knob, value);
        if (!Files.isReadable(file)) {
            throw refused(knob, file.toString(), "that file cannot be read; check the path and its permissions.");
        }
        return file;
    }

    /** The value of a switch. */
    boolean isOn(Knob knob) {
        String value = value(knob);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw mustBe(knob, "true or false", value, "");
        };
    }

    /** The parts of a list, in their order. */
    Set<String> list(Knob knob) {
        return new LinkedHashSet<>(parts(value(knob)));
    }

    /** A time that counts whole seconds. */
    Duration seconds(Knob knob) {
        String value = value(knob);
        if (!value.matches("[1-9][0-9]{0,4}")) {
            throw mustBe(knob, "a whole number of seconds from 1 to 99999", value, "write for example 60");
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }
}
