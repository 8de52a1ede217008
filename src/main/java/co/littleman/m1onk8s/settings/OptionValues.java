// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each option is set to, with the usual precedence: flag, environment, system property, the team's file, default.
 * Each way to ask throws {@link SettingsException}, naming the option and the rule, if the value is none of its
 * kind.
 */
public final class OptionValues {
    private static final Path HERE = Path.of("");

    private final Map<Option, String> flags;
    private final Map<String, String> environment;
    private final Properties properties;
    private final ConfigFile team;
    private final Set<String> notices = new LinkedHashSet<>();

    OptionValues(Map<Option, String> flags, Map<String, String> environment, Properties properties, ConfigFile team) {
        this.flags = Map.copyOf(flags);
        this.environment = Map.copyOf(environment);
        this.properties = properties;
        this.team = team;
    }

    /** The team's file, for what it holds beside options. */
    ConfigFile team() {
        return team;
    }

    /** The raw value of an option; empty if nothing sets it and it has no default. */
    public String value(Option option) {
        return set(option).value();
    }

    /**
     * Refuses an option that is set to nothing:  {@code --context "$STAGING"} means an existing cluster, and not one of
     * the run's own. An empty variable is one that is not set, as usual, but for the context, for the same reason.
     *
     * @throws SettingsException naming the first
     */
    void refuseEmpty() {
        flags.forEach((option, value) -> {
            if (value.isBlank()) {
                throw empty(option.flag());
            }
        });
        if (environment.getOrDefault(Options.CONTEXT.env(), "x").isBlank()) {
            throw empty(Options.CONTEXT.env());
        }
    }

    private static SettingsException empty(String name) {
        return new SettingsException("%s is empty; give it a value, or leave it out.".formatted(name));
    }

    /**
     * What an option is set to.
     *
     * @param name by which it is set, as the user wrote it
     * @param from where a relative path in it begins: what the run is told at the working directory, what the team's
     *     file says at that file, a default at {@link SettingsReader#HOME}
     */
    private record Setting(String name, String value, Path from) {}

    private Setting set(Option option) {
        String flag = flags.get(option);
        if (flag != null) {
            return new Setting(option.flag(), flag, HERE);
        }
        Setting variable = either(
                option.env(), environment.get(option.env()), option.formerEnv(), environment.get(option.formerEnv()));
        if (variable != null) {
            return variable;
        }
        Setting property = option.isSecret()
                ? null
                : either(
                        "-D" + option.property(),
                        properties.getProperty(option.property()),
                        "-Dverify." + option.formerKey(),
                        properties.getProperty("verify." + option.formerKey()));
        if (property != null) {
            return property;
        }
        String committed = team.value(option);
        return committed.isBlank()
                ? new Setting(option.flag(), option.fallback(), Path.of(property(SettingsReader.HOME)))
                : new Setting(team.name(option), committed, team.directory());
    }

    /** The setting by its name or by its former one, for which it gives a notice; null if neither is set. */
    private @Nullable Setting either(
            String name, @Nullable String value, String formerName, @Nullable String formerValue) {
        String now = Objects.requireNonNullElse(value, "");
        String former = Objects.requireNonNullElse(formerValue, "");
        if (!now.isBlank() && !former.isBlank()) {
            throw Renamed.both(name, formerName);
        }
        if (!former.isBlank()) {
            notices.add(Renamed.notice(name, formerName));
            return new Setting(formerName, former, HERE);
        }
        return now.isBlank() ? null : new Setting(name, now, HERE);
    }

    /** One sentence for each former name that was used. */
    Set<String> notices() {
        Set<String> all = new LinkedHashSet<>(notices);
        all.addAll(team.notices());
        return all;
    }

    /** A path that an option's value says, or a part of it, seen from where it was written. */
    public Path path(Option option, String text) {
        return set(option).from().resolve(text);
    }

    /** For a value, or a part of it, that is of the wrong kind; names the option by where it is set. */
    public SettingsException mustBe(Option option, String rule, String value, String next) {
        return SettingsException.mustBe(set(option).name(), rule, value, next);
    }

    /** For a value that leads to something that is not there; names the option by where it is set. */
    public SettingsException refused(Option option, String value, String problem) {
        return new SettingsException("%s is '%s', but %s".formatted(set(option).name(), value, problem));
    }

    static List<String> parts(String text) {
        return parts(text, "[,\\s]+");
    }

    static List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** A variable of the environment that is no option; empty if it is not set. */
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** A property of the JVM; empty if there is none. */
    String property(String name) {
        return properties.getProperty(name, "");
    }

    /** The value of an option that takes one of a few words, which its placeholder lists. */
    String choice(Option option) {
        String value = value(option);
        if (!List.of(option.placeholder().split("\\|")).contains(value)) {
            throw mustBe(option, "one of " + option.placeholder().replace("|", ", "), value, "");
        }
        return value;
    }

    /** The value; null if nothing sets it. */
    @Nullable
    public String text(Option option) {
        String value = value(option);
        return value.isBlank() ? null : value;
    }

    /** A file that can be read; null if nothing names one. */
    @Nullable
    public Path file(Option option) {
        String value = text(option);
        if (value == null) {
            return null;
        }
        Path file = path(option, value);
        if (!Files.isReadable(file)) {
            throw refused(option, file.toString(), "that file cannot be read; check the path and its permissions.");
        }
        return file;
    }

    /** The value of a switch. */
    public boolean isOn(Option option) {
        String value = value(option);
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw mustBe(option, "true or false", value, "");
        };
    }

    /** The parts of a list, in their order. */
    Set<String> list(Option option) {
        return new LinkedHashSet<>(parts(value(option)));
    }

    /** A time that counts whole seconds. */
    Duration seconds(Option option) {
        String value = value(option);
        if (!value.matches("[1-9][0-9]{0,4}")) {
            throw mustBe(option, "a whole number of seconds from 1 to 99999", value, "write for example 60");
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }
}
