package co.littleman.m1onk8s.settings;

import java.util.Locale;

/**
 * One knob: its name on the command line, in the environment and as a system property, derived by one rule, with its
 * default. The table in docs/settings.md and the command line are made from this list.
 */
public enum Knob {
    MANIFESTS("DIR", "manifests", "Directory of the numbered manifests to verify."),
    CONTEXT("NAME", "", "Kubeconfig context of an existing cluster; without it a fresh k3s is started."),
    KUBECONFIG("FILE", "", "Kubeconfig that holds the context; $KUBECONFIG or ~/.kube/config if not given."),
    IN_CLUSTER("", "false", "Judge the stack on the cluster that this process itself runs in, as a pod."),
    CONFIG("FILE", "", "The team's file: knobs, clusters, accepted skips; verify.yml if there is one here."),
    NAMESPACE("NAME", "", "Namespace to judge; must be the one that the manifests name, or fills in a missing one."),
    NO_APPLY("", "false", "Judge the stack that is already there; install nothing, at any level."),
    LEVEL(
            "observe|talk|probe|disrupt|install",
            "",
            "How far the run may reach; the default is install, and observe on an existing cluster."),
    PEER_NAMESPACE("NAME", "", "Another namespace to ask from, with a client pod of its own."),
    CLIENT_IMAGE("IMAGE", "", "Image of the client pod; the image of a Redis of the stack if not given."),
    CLIENT_LABELS("K=V,…", "", "Labels of the client pod, so that a network policy lets it in."),
    CLAIM("ID…", "", "Only these claims, and those that they stand on."),
    COMPONENT("NAME…", "", "Only these components."),
    KEEP("", "false", "Leave the k3s running, and reuse the one that an earlier --keep left."),
    REPORT("DIR", "target/verify", "Where verdicts.json and the evidence of failures go."),
    NODE_IMAGE("IMAGE", Settings.DEFAULT_NODE_IMAGE, "Image of the k3s node, or one that keeps its contract."),
    IMAGE_OVERRIDES("A=B,…", "", "Image names in the manifests to run as other images."),
    IMAGE_ARCHIVES("TAR,…", "", "Image archives to load into the k3s node before it starts."),
    REGISTRY_MIRROR("URL", "", "Registry mirror that the k3s node pulls docker.io images through."),
    REGISTRIES("FILE", "", "A registries.yaml for the k3s node, in k3s' form: other mirrors, and logins."),
    CLUSTER_TIMEOUT("SECONDS", "120", "Budget for the k3s node to be ready, image pull not counted."),
    ROLLOUT_TIMEOUT("SECONDS", "60", "Budget for a rollout to complete."),
    DEADLINE(
            "SECONDS",
            "",
            "The run ends by then; the default is 300 and both budgets above, and for each component 10 at observe, 20 at talk, 60 at probe, 300 beyond."),
    PROGRESS("live|plain", "plain", "How progress is shown; scripts/verify picks live on a terminal."),
    IMAGES_USED("upstream|offline", "upstream", "Which image set runs; told by scripts/prepare."),
    IMAGES_REASON("TEXT", "the default", "Why that image set; told by scripts/prepare."),
    REDIS_USER("NAME", "", "Redis ACL user."),
    REDIS_PASSWORD("TEXT", "", "Redis password. From the environment only: arguments show in ps."),
    REDIS_PASSWORD_FROM(
            "REF",
            "",
            "Where the Redis password is: env:NAME, file:PATH, or secret:NAME/KEY in the stack's namespace."),
    REDIS_TLS("", "false", "Speak TLS to Redis."),
    REDIS_CA("FILE", "", "PEM file with the CA of Redis' certificate; the JDK's trust store if not given.");

    private final String placeholder;
    private final String fallback;
    private final String description;

    Knob(String placeholder, String fallback, String description) {
        this.placeholder = placeholder;
        this.fallback = fallback;
        this.description = description;
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

    /** Value where nothing sets the knob; empty for none. */
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

    /** True where a team's file may set it: a cluster, how far to go on it, and a secret are said for each run. */
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
