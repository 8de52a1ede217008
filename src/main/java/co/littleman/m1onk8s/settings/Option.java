// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.Locale;

/**
 * One option: its name on the command line, in the environment and as a system property, derived by one rule, with its
 * default.
 */
public final class Option {
    /** What an option is about; {@code --help} lists the options by it. */
    public record Group(String heading) {
        static final Group STACK = new Group("What to verify");
        static final Group EXISTING = new Group("An existing cluster");
        static final Group K3S = new Group("A k3s of its own");
        static final Group TIME = new Group("Time limits");
        static final Group OUTPUT = new Group("Output");
        /** Set by this project's scripts, and not shown in {@code --help}. */
        public static final Group INTERNAL = new Group("");
    }

    /** Where an option may be set. */
    private enum Use {
        ALL,
        /** Not in a team's file: it is given for each run. */
        EACH_RUN,
        /** In the environment only. */
        SECRET
    }

    private final String key;
    private final Group group;
    private final String placeholder;
    private final String fallback;
    private final String description;
    private final String formerKey;
    private final Use use;

    /**
     * An option that may be set everywhere.
     *
     * @param key its name in a team's file, such as {@code node-image}
     * @param placeholder what the flag takes; empty for a switch
     * @param fallback value if nothing sets it; empty for none
     * @param description one sentence
     */
    public Option(String key, Group group, String placeholder, String fallback, String description) {
        this(key, group, placeholder, fallback, description, "", Use.ALL);
    }

    private Option(
            String key,
            Group group,
            String placeholder,
            String fallback,
            String description,
            String formerKey,
            Use use) {
        this.key = key;
        this.group = group;
        this.placeholder = placeholder;
        this.fallback = fallback;
        this.description = description;
        this.formerKey = formerKey;
        this.use = use;
    }

    /** This option as one that a team's file may not set. */
    Option notInFile() {
        return new Option(key, group, placeholder, fallback, description, formerKey, Use.EACH_RUN);
    }

    /** This option as a secret, which is read from the environment only. */
    public Option secret() {
        return new Option(key, group, placeholder, fallback, description, formerKey, Use.SECRET);
    }

    /** This option as one that had another key before, which works for one version more. */
    Option formerly(String name) {
        return new Option(key, group, placeholder, fallback, description, name, use);
    }

    /** What it is about. */
    public Group group() {
        return group;
    }

    /**
     * The name that it had before, in the form of {@link #key}, which works for one version more; empty if it was never
     * renamed.
     */
    public String formerKey() {
        return formerKey;
    }

    /** The flag of {@link #formerKey}; empty if there is none. */
    public String formerFlag() {
        return formerKey.isEmpty() ? "" : "--" + formerKey;
    }

    /** The environment variable of {@link #formerKey}; empty if there is none. */
    String formerEnv() {
        return formerKey.isEmpty() ? "" : env(formerKey);
    }

    /** The flag, such as {@code --node-image}. */
    public String flag() {
        return "--" + key;
    }

    /** The environment variable, such as {@code VERIFY_NODE_IMAGE}. */
    public String env() {
        return env(key);
    }

    /** The system property, such as {@code verify.node-image}. */
    public String property() {
        return "verify." + key;
    }

    /** What the flag takes; empty for a switch. */
    public String placeholder() {
        return placeholder;
    }

    /** Value if nothing sets the option; empty for none. */
    public String fallback() {
        return fallback;
    }

    /** One sentence for {@code --help} and docs/settings.md. */
    public String description() {
        return description;
    }

    /** A switch is on or off and takes no argument on the command line. */
    public boolean isSwitch() {
        return placeholder.isEmpty();
    }

    /** A list may be given several values, as several arguments or separated by commas. */
    public boolean isList() {
        return placeholder.endsWith("…") && !placeholder.contains(",");
    }

    /** A secret is read from the environment only. */
    public boolean isSecret() {
        return use == Use.SECRET;
    }

    /** True if a team's file may set it. A cluster, its level and a secret are given for each run. */
    public boolean isInFile() {
        return use == Use.ALL;
    }

    /** Its key in a team's file, such as {@code node-image}. */
    public String key() {
        return key;
    }

    @Override
    public String toString() {
        return flag();
    }

    private static String env(String key) {
        return "VERIFY_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
