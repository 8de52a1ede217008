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
        String flag = flags.get(knob);
        if (flag != null) {
            return flag;
        }
        String variable = environment.get(knob.env());
        if (variable != null && !variable.isBlank()) {
            return variable;
        }
        String property = knob.isSecret() ? null : properties.getProperty(knob.property());
        if (property != null && !property.isBlank()) {
            return property;
        }
        String committed = team.value(knob);
        return committed.isBlank() ? knob.fallback() : committed;
    }

    static List<String> parts(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
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
            throw SettingsException.of(
                    knob,
                    value,
                    "it is one of: %s.".formatted(knob.placeholder().replace("|", ", ")));
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
        if (value != null && !Files.isReadable(Path.of(value))) {
            throw SettingsException.of(knob, value, "that file cannot be read; check the path and its permissions.");
        }
        return value == null ? null : Path.of(value);
    }

    /** The value of a switch. */
    boolean isOn(Knob knob) {
        String value = value(knob);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw SettingsException.of(knob, value, "it is a switch; say true or false.");
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
            throw SettingsException.of(knob, value, "it counts whole seconds, from 1 to 99999; write for example 60.");
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }
}
