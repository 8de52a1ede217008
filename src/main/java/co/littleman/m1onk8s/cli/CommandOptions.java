// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.cli;

import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import java.util.List;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of the command line: those of {@link Option} in groups, and those that do something else than a run. */
final class CommandOptions {
    static final String PRINT_RBAC = "--print-rbac";
    static final String LAST = "--last";
    static final String LIST = "--list";
    static final String DROP_KEPT = "--drop-kept";
    static final String COMPLETION = "--completion";

    /** For scripts/verify: print what to call scripts/prepare with before a run with the other options. */
    static final String PREPARATION = "--print-preparation";

    /** Set by scripts/verify, which can prepare a machine: there are the options of the group "This machine". */
    static final String SCRIPT = "verify.script";

    private static final List<String> EXAMPLES = List.of(
            "",
            "Examples:",
            "  scripts/verify --manifests deploy/",
            "      install deploy/ on a new k3s and run every check",
            "  scripts/verify --manifests shop.yaml",
            "      the same, with all manifests in one file",
            "  scripts/verify --manifests deploy/ --context staging --level probe",
            "      check what runs on an existing cluster, from a client pod inside it",
            "  scripts/verify --check dns-names-resolve --keep",
            "      run one check, and leave the k3s for the next run",
            "",
            "Each option can also be set in the environment (--node-image as",
            "VERIFY_NODE_IMAGE) and, except for the cluster and the level, in verify.yml",
            "(node-image).",
            "",
            "Exit codes:",
            "    0  every check passed",
            "    1  a check failed: the stack is broken",
            "    2  an option or a file is wrong; nothing was done",
            "    3  inconclusive: container engine, disk, network or permissions",
            "  130  interrupted");

    private CommandOptions() {}

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("scripts/verify");
        spec.usageMessage()
                .customSynopsis("scripts/verify [OPTION…]")
                .description("Verifies on a real cluster that the stack in your manifests works.")
                .sortOptions(false)
                .footer(EXAMPLES.toArray(String[]::new));
        for (Option.Group group : groups()) {
            List<OptionSpec> options = Options.all().stream()
                    .filter(option -> option.group().equals(group) && !option.isSecret())
                    .map(CommandOptions::of)
                    .toList();
            if (group.equals(Option.Group.INTERNAL)) {
                options.forEach(spec::addOption);
            } else {
                spec.addArgGroup(group(group.heading(), options));
            }
        }
        if (Boolean.getBoolean(SCRIPT)) {
            spec.addArgGroup(group("This machine", Preparation.options()));
            spec.addOption(OptionSpec.builder(PREPARATION)
                    .type(boolean.class)
                    .hidden(true)
                    .build());
        }
        spec.addArgGroup(group("Instead of a run", modes()));
        Options.all().stream()
                .filter(option -> !option.formerFlag().isEmpty())
                .map(CommandOptions::former)
                .forEach(spec::addOption);
        return spec;
    }

    private static List<Option.Group> groups() {
        return Options.all().stream().map(Option::group).distinct().toList();
    }

    private static ArgGroupSpec group(String heading, List<OptionSpec> options) {
        ArgGroupSpec.Builder group =
                ArgGroupSpec.builder().validate(false).exclusive(false).heading("%n" + heading + ":%n");
        options.forEach(group::addArg);
        return group.build();
    }

    private static OptionSpec of(Option option) {
        String fallback =
                option.fallback().isEmpty() || option.isSwitch() ? "" : " Default: " + option.fallback() + ".";
        return typed(option, OptionSpec.builder(option.flag()))
                .description(option.description() + fallback)
                .hidden(option.group().equals(Option.Group.INTERNAL))
                .build();
    }

    private static OptionSpec former(Option option) {
        return typed(option, OptionSpec.builder(option.formerFlag()))
                .hidden(true)
                .build();
    }

    private static OptionSpec.Builder typed(Option option, OptionSpec.Builder spec) {
        if (option.isSwitch()) {
            return spec.type(boolean.class);
        }
        spec.paramLabel(option.placeholder());
        if (option.isList()) {
            return spec.type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("1..*")
                    .hideParamSyntax(true);
        }
        if (option.placeholder().contains("|")) {
            spec.completionCandidates(List.of(option.placeholder().split("\\|")));
        }
        return spec.type(String.class);
    }

    /** What is done instead of a run. None of it needs a k3s, so scripts/verify prepares nothing for it. */
    static List<OptionSpec> modes() {
        return List.of(
                flag(LIST, "Print every check: its level, what it depends on, and what it means."),
                typed(Options.LEVEL, OptionSpec.builder(PRINT_RBAC))
                        .description("Print the permissions that a level needs, as YAML for kubectl apply.")
                        .build(),
                flag(LAST, "Print the verdicts of the last run again, even if it was killed; exit with its exit code."),
                flag(DROP_KEPT, "Remove the k3s that --keep left."),
                flag(COMPLETION, "Print the completion for bash and zsh:", "source <(scripts/verify --completion)"),
                OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print the version.")
                        .build(),
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this help.")
                        .build());
    }

    static OptionSpec flag(String name, String... description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .description(description)
                .build();
    }
}
