// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.Locale;

/**
 * One option: its name on the command line, in the environment and as a system property, derived by one rule, with its
 * default. The table in docs/settings.md and the command line are made from this list.
 */
public enum Option {
    MANIFESTS(Group.STACK, "DIR", "manifests", "Directory of the numbered manifests to verify."),
    NAMESPACE(
            Group.STACK,
            "NAME",
            "",
            "Namespace of the stack: the one that the manifests name, or the one for objects that name none."),
    CHECK(Group.STACK, "ID…", "", "Run only these checks, and those that they depend on."),
    COMPONENT(Group.STACK, "NAME…", "", "Check only these components."),
    CONFIG(
            Group.STACK,
            "FILE",
            "",
            "The team's file with options, clusters and waivers; if not given, verify.yml in the working directory."),
    CONTEXT(
            Group.EXISTING,
            "NAME",
            "",
            "Kubeconfig context of an existing cluster; if not given, a new k3s is started."),
    KUBECONFIG(
            Group.EXISTING, "FILE", "", "Kubeconfig with that context; if not given, $KUBECONFIG or ~/.kube/config."),
    IN_CLUSTER(Group.EXISTING, "", "false", "Use the cluster that this process runs in, as a pod."),
    LEVEL(
            Group.EXISTING,
            "observe|talk|probe|disrupt|install",
            "",
            "The most that the run may do; if not given, observe on an existing cluster, and install on its own k3s."),
    NO_APPLY(Group.EXISTING, "", "false", "Check the stack that is there; install nothing, at any level."),
    PEER_NAMESPACE(
            Group.EXISTING, "NAME", "", "Another namespace to ask from; the run starts a client pod there as well."),
    CLIENT_IMAGE(
            Group.EXISTING, "IMAGE", "", "Image of the client pod; if not given, the image of a Redis of the stack."),
    CLIENT_LABELS(Group.EXISTING, "K=V,…", "", "Labels of the client pod, so that a network policy admits it."),
    KEEP(Group.K3S, "", "false", "Leave the k3s running, and reuse the one that an earlier --keep left."),
    NODE_IMAGE(Group.K3S, "IMAGE", Settings.DEFAULT_NODE_IMAGE, "Image of the k3s node, or a compatible one."),
    IMAGE_OVERRIDES(Group.K3S, "A=B,…", "", "Run image B wherever the manifests name image A."),
    IMAGE_ARCHIVES(Group.K3S, "TAR,…", "", "Image archives to load into the k3s node before it starts."),
    REGISTRY_MIRROR(Group.K3S, "URL", "", "Registry mirror that the k3s node uses for images of docker.io."),
    REGISTRIES(
            Group.K3S, "FILE", "", "A registries.yaml for the k3s node, in k3s' own form: other mirrors, and logins."),
    REDIS_USER(Group.REDIS, "NAME", "", "Redis ACL user."),
    REDIS_PASSWORD(
            Group.REDIS, "TEXT", "", "Redis password. Only in the environment: everybody can see arguments in ps."),
    REDIS_PASSWORD_FROM(
            Group.REDIS,
            "REF",
            "",
            "Where the Redis password is: env:NAME, file:PATH, or secret:NAME/KEY in the stack's namespace."),
    REDIS_TLS(Group.REDIS, "", "false", "Use TLS to Redis."),
    REDIS_CA(
            Group.REDIS,
            "FILE",
            "",
            "PEM file with the CA of Redis' certificate; if not given, the JDK's trust store is used."),
    CLUSTER_TIMEOUT(
            Group.TIME, "SECONDS", "120", "Longest wait for the k3s node to be ready, without pulling its image."),
    ROLLOUT_TIMEOUT(Group.TIME, "SECONDS", "60", "Longest wait for a rollout to complete."),
    DEADLINE(
            Group.TIME,
            "SECONDS",
            "",
            "The run ends by then. If not given: 300 and both timeouts above, and for each component 10 at observe, 20 at"
                    + " talk, 60 at probe, 300 beyond."),
    REPORT(Group.OUTPUT, "DIR", "target/verify", "Directory for verdicts.json and the evidence of failures."),
    REPORT_FORMAT(
            Group.OUTPUT,
            "FORMAT…",
            "json",
            "Files to write there: json (verdicts.json, always written), junit (junit.xml)."),
    PROGRESS(Group.OUTPUT, "live|plain", "plain", "How progress is shown; scripts/verify takes live on a terminal."),
    IMAGES_USED(Group.INTERNAL, "upstream|offline", "upstream", "Which images run; scripts/prepare sets it."),
    IMAGES_REASON(Group.INTERNAL, "TEXT", "the default", "Why these images run; scripts/prepare sets it.");

    /** What an option is about; {@code --help} lists the options by it. */
    public enum Group {
        STACK("What to verify"),
        EXISTING("An existing cluster"),
        K3S("A k3s of its own"),
        REDIS("Access to Redis"),
        TIME("Time limits"),
        OUTPUT("Output"),
        /** Set by this project's scripts, and not shown in {@code --help}. */
        INTERNAL("");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        /** The heading in {@code --help}, without a colon. */
        public String heading() {
            return heading;
        }
    }

    private final Group group;
    private final String placeholder;
    private final String fallback;
    private final String description;

    Option(Group group, String placeholder, String fallback, String description) {
        this.group = group;
        this.placeholder = placeholder;
        this.fallback = fallback;
        this.description = description;
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
        return this == CHECK ? "claim" : "";
    }

    /** The flag of {@link #formerKey}; empty if there is none. */
    public String formerFlag() {
        return formerKey().isEmpty() ? "" : "--" + formerKey();
    }

    /** The environment variable of {@link #formerKey}; empty if there is none. */
    String formerEnv() {
        return formerKey().isEmpty()
                ? ""
                : "VERIFY_" + formerKey().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The flag, such as {@code --node-image}. */
    public String flag() {
        return "--" + words('-');
    }

    /** The environment variable, such as {@code VERIFY_NODE_IMAGE}. */
    public String env() {
        return "VERIFY_" + name();
    }

    /** The system property, such as {@code verify.node-image}. */
    public String property() {
        return "verify." + words('-');
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
        return this == REDIS_PASSWORD;
    }

    /** True if a team's file may set it. A cluster, its level and a secret are given for each run. */
    public boolean isInFile() {
        return switch (this) {
            case CONTEXT, IN_CLUSTER, KUBECONFIG, CONFIG, LEVEL, NO_APPLY, KEEP -> false;
            case PROGRESS, IMAGES_USED, IMAGES_REASON, REDIS_PASSWORD -> false;
            default -> true;
        };
    }

    /** Its key in a team's file, such as {@code node-image}. */
    public String key() {
        return words('-');
    }

    private String words(char separator) {
        return name().toLowerCase(Locale.ROOT).replace('_', separator);
    }
}
