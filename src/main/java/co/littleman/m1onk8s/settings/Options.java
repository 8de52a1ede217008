// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.List;
import java.util.stream.Stream;

/**
 * The options that every run has. The table in docs/settings.md and the command line are made from {@link #all}: these,
 * and those of the component kinds.
 */
public final class Options {
    public static final Option MANIFESTS = new Option(
            "manifests",
            Option.Group.STACK,
            "PATH",
            "manifests",
            "What to verify: a directory of numbered manifests, a file of them, - for the standard input, a directory with a kustomization.yaml, or a Helm chart.");

    public static final Option VALUES = new Option(
            "values",
            Option.Group.STACK,
            "FILE…",
            "",
            "Files of values for a Helm chart; of two that set the same value, the last wins.");

    public static final Option SET =
            new Option("set", Option.Group.STACK, "A=B,…", "", "Values for a Helm chart, as helm --set takes them.");

    public static final Option RELEASE = new Option(
            "release",
            Option.Group.STACK,
            "NAME",
            "",
            "Name of a Helm chart's release; if not given, the chart's name.");

    public static final Option KUBE_VERSION = new Option(
            "kube-version",
            Option.Group.STACK,
            "VERSION",
            "",
            "Kubernetes version that a Helm chart is told of; if not given, that of the node image, or Helm's own.");

    public static final Option HOOKS = new Option(
            "hooks",
            Option.Group.STACK,
            "",
            "false",
            "Count a Helm chart's install hooks to the stack; if not given, they are named and left out.");

    public static final Option NAMESPACE = new Option(
            "namespace",
            Option.Group.STACK,
            "NAME",
            "",
            "Namespace of the stack: the one that the manifests name, or the one for objects that name none.");

    public static final Option CHECK = new Option(
                    "check", Option.Group.STACK, "ID…", "", "Run only these checks, and those that they depend on.")
            .formerly("claim");

    public static final Option COMPONENT =
            new Option("component", Option.Group.STACK, "NAME…", "", "Check only these components.");

    public static final Option CONFIG = new Option(
                    "config",
                    Option.Group.STACK,
                    "FILE",
                    "",
                    "The team's file with options, clusters and waivers; if not given, verify.yml in the working directory.")
            .notInFile();

    public static final Option CONTEXT = new Option(
                    "context",
                    Option.Group.EXISTING,
                    "NAME",
                    "",
                    "Kubeconfig context of an existing cluster; if not given, a new k3s is started.")
            .notInFile();

    public static final Option KUBECONFIG = new Option(
                    "kubeconfig",
                    Option.Group.EXISTING,
                    "FILE",
                    "",
                    "Kubeconfig with that context; if not given, $KUBECONFIG or ~/.kube/config.")
            .notInFile();

    public static final Option IN_CLUSTER = new Option(
                    "in-cluster",
                    Option.Group.EXISTING,
                    "",
                    "false",
                    "Use the cluster that this process runs in, as a pod.")
            .notInFile();

    public static final Option LEVEL = new Option(
                    "level",
                    Option.Group.EXISTING,
                    "observe|talk|probe|disrupt|install",
                    "",
                    "The most that the run may do; if not given, observe on an existing cluster, and install on its own k3s.")
            .notInFile();

    public static final Option NO_APPLY = new Option(
                    "no-apply",
                    Option.Group.EXISTING,
                    "",
                    "false",
                    "Check the stack that is there; install nothing, at any level.")
            .notInFile();

    public static final Option PEER_NAMESPACE = new Option(
            "peer-namespace",
            Option.Group.EXISTING,
            "NAME",
            "",
            "Another namespace to ask from; the run starts a client pod there as well.");

    public static final Option CLIENT_IMAGE = new Option(
            "client-image",
            Option.Group.EXISTING,
            "IMAGE",
            "",
            "Image of the client pod; if not given, that of a server of the stack whose image has a shell.");

    public static final Option CLIENT_LABELS = new Option(
            "client-labels",
            Option.Group.EXISTING,
            "K=V,…",
            "",
            "Labels of the client pod, so that a network policy admits it.");

    public static final Option KEEP = new Option(
                    "keep",
                    Option.Group.K3S,
                    "",
                    "false",
                    "Leave the k3s running, and reuse the one that an earlier --keep left.")
            .notInFile();

    public static final Option NODE_IMAGE = new Option(
            "node-image",
            Option.Group.K3S,
            "IMAGE",
            Settings.DEFAULT_NODE_IMAGE,
            "Image of the k3s node, or a compatible one.");

    public static final Option IMAGE_OVERRIDES = new Option(
            "image-overrides", Option.Group.K3S, "A=B,…", "", "Run image B wherever the manifests name image A.");

    public static final Option IMAGE_ARCHIVES = new Option(
            "image-archives",
            Option.Group.K3S,
            "TAR,…",
            "",
            "Image archives to load into the k3s node before it starts.");

    public static final Option REGISTRY_MIRROR = new Option(
            "registry-mirror",
            Option.Group.K3S,
            "URL",
            "",
            "Registry mirror that the k3s node uses for images of docker.io.");

    public static final Option REGISTRIES = new Option(
            "registries",
            Option.Group.K3S,
            "FILE",
            "",
            "A registries.yaml for the k3s node, in k3s' own form: other mirrors, and logins.");

    public static final Option CLUSTER_TIMEOUT = new Option(
            "cluster-timeout",
            Option.Group.TIME,
            "SECONDS",
            "120",
            "Longest wait for the k3s node to be ready, without pulling its image.");

    public static final Option ROLLOUT_TIMEOUT = new Option(
            "rollout-timeout", Option.Group.TIME, "SECONDS", "60", "Longest wait for a rollout to complete.");

    public static final Option DEADLINE = new Option(
            "deadline",
            Option.Group.TIME,
            "SECONDS",
            "",
            "The run ends by then. If not given: 300 and both timeouts above, and for each component 10 at observe, 20 at"
                    + " talk, 60 at probe, 300 beyond.");

    public static final Option REPORT = new Option(
            "report",
            Option.Group.OUTPUT,
            "DIR",
            "target/verify",
            "Directory for verdicts.json and the evidence of failures.");

    public static final Option REPORT_FORMAT = new Option(
            "report-format",
            Option.Group.OUTPUT,
            "FORMAT…",
            "json",
            "Files to write there: json (verdicts.json, always written), junit (junit.xml).");

    public static final Option PROGRESS = new Option(
                    "progress",
                    Option.Group.OUTPUT,
                    "live|plain",
                    "plain",
                    "How progress is shown; scripts/verify takes live on a terminal.")
            .notInFile();

    public static final Option IMAGES_USED = new Option(
                    "images-used",
                    Option.Group.INTERNAL,
                    "upstream|offline",
                    "upstream",
                    "Which images run; scripts/prepare sets it.")
            .notInFile();

    public static final Option IMAGES_REASON = new Option(
                    "images-reason",
                    Option.Group.INTERNAL,
                    "TEXT",
                    "the default",
                    "Why these images run; scripts/prepare sets it.")
            .notInFile();

    public static final Option IMAGES_BUILT = new Option(
                    "images-built",
                    Option.Group.INTERNAL,
                    "A=B,…",
                    "",
                    "Images B that were built in the place of A; --image-overrides win; scripts/prepare sets it.")
            .notInFile();

    private static final List<Option> GENERAL = List.of(
            MANIFESTS,
            VALUES,
            SET,
            RELEASE,
            KUBE_VERSION,
            HOOKS,
            NAMESPACE,
            CHECK,
            COMPONENT,
            CONFIG,
            CONTEXT,
            KUBECONFIG,
            IN_CLUSTER,
            LEVEL,
            NO_APPLY,
            PEER_NAMESPACE,
            CLIENT_IMAGE,
            CLIENT_LABELS,
            KEEP,
            NODE_IMAGE,
            IMAGE_OVERRIDES,
            IMAGE_ARCHIVES,
            REGISTRY_MIRROR,
            REGISTRIES,
            CLUSTER_TIMEOUT,
            ROLLOUT_TIMEOUT,
            DEADLINE,
            REPORT,
            REPORT_FORMAT,
            PROGRESS,
            IMAGES_USED,
            IMAGES_REASON,
            IMAGES_BUILT);

    /** The groups before those of the component kinds. */
    private static final List<Option.Group> FIRST =
            List.of(Option.Group.STACK, Option.Group.EXISTING, Option.Group.K3S);

    private static final List<Option> ALL = Stream.of(
                    general(true), KindOptions.all().stream().flatMap(kind -> kind.options().stream()), general(false))
            .flatMap(options -> options)
            .toList();

    private Options() {}

    /** All options in the order of {@code --help}: general ones, and those of each component kind on the class path. */
    public static List<Option> all() {
        return ALL;
    }

    private static Stream<Option> general(boolean first) {
        return GENERAL.stream().filter(option -> FIRST.contains(option.group()) == first);
    }
}
