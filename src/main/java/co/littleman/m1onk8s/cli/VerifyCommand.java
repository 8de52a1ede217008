package co.littleman.m1onk8s.cli;

import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.report.Console;
import co.littleman.m1onk8s.report.LastRun;
import co.littleman.m1onk8s.report.ReportDirectory;
import co.littleman.m1onk8s.report.Summary;
import co.littleman.m1onk8s.rbac.Rbac;
import co.littleman.m1onk8s.rbac.RequiredPermissions;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.SettingsReader;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.result.Result;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line, made from the list of options. */
final class VerifyCommand {
    private static final int BAD_SETTINGS = 2;
    private static final String PRINT_RBAC = "--print-rbac";
    private static final String LAST = "--last";

    private VerifyCommand() {}

    static CommandLine commandLine() {
        CommandSpec spec = CommandSpec.create().name("verify");
        spec.usageMessage()
                .description("Proves, on a real cluster, that the stack in a directory of manifests works.")
                .footer(
                        "",
                        "Every option may also be set in the environment: --node-image as VERIFY_NODE_IMAGE.",
                        "Exit codes: 0 all passed, 1 the stack is broken, 2 settings or files cannot be read,",
                        "            3 could not tell (engine, disk, network, rights), 130 interrupted.");
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this.")
                .build());
        spec.addOption(OptionSpec.builder(PRINT_RBAC)
                .paramLabel(Option.LEVEL.placeholder())
                .type(String.class)
                .description(
                        "Prints the smallest rights for a level, as YAML for kubectl apply, and does nothing else.")
                .build());
        spec.addOption(OptionSpec.builder(LAST)
                .description(
                        "Prints the verdicts of the last run again, one that was killed too, ends with its exit code, and does nothing else.")
                .build());
        for (Option option : Option.values()) {
            if (!option.isSecret()) {
                spec.addOption(spec(option));
            }
        }
        CommandLine command = new CommandLine(spec);
        command.setExecutionStrategy(VerifyCommand::execute);
        command.setParameterExceptionHandler(VerifyCommand::refuse);
        return command;
    }

    private static OptionSpec spec(Option option) {
        OptionSpec.Builder spec = OptionSpec.builder(option.flag());
        String fallback = option.fallback().isEmpty() || option.isSwitch() ? "" : " Default: " + option.fallback() + ".";
        spec.description(option.description() + fallback);
        if (option.isSwitch()) {
            return spec.type(boolean.class).build();
        }
        spec.paramLabel(option.placeholder());
        return option.isList()
                ? spec.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1..*")
                        .build()
                : spec.type(String.class).build();
    }

    private static int execute(ParseResult parsed) {
        if (parsed.isUsageHelpRequested()) {
            parsed.commandSpec().commandLine().usage(System.out);
            return 0;
        }
        SettingsReader reader = SettingsReader.ofProcess();
        for (Option option : Option.values()) {
            if (!option.isSecret() && parsed.hasMatchedOption(option.flag())) {
                reader.flag(option, String.join(",", given(parsed, option)));
            }
        }
        try {
            if (parsed.hasMatchedOption(LAST)) {
                return last(new ReportDirectory(reader.report()));
            }
            if (parsed.hasMatchedOption(PRINT_RBAC)) {
                return printRbac(reader.read(), parsed.matchedOptionValue(PRINT_RBAC, ""));
            }
            return verify(reader.read(), reader.value(Option.PROGRESS).equals("live"));
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            if (!parsed.hasMatchedOption(PRINT_RBAC) && !parsed.hasMatchedOption(LAST)) {
                new ReportDirectory(reader.report()).forget();
            }
            return BAD_SETTINGS;
        }
    }

    private static List<String> given(ParseResult parsed, Option option) {
        return option.isSwitch()
                ? List.of("true")
                : parsed.matchedOption(option.flag()).stringValues();
    }

    private static int printRbac(Settings settings, String word) {
        Level level = Level.of(word)
                .orElseThrow(() -> new SettingsException("%s must be one of %s, but is '%s'."
                        .formatted(PRINT_RBAC, Option.LEVEL.placeholder().replace("|", ", "), word)));
        Stack stack = Stack.read(settings);
        String home = new TreeSet<>(stack.namespaces()).first();
        System.out.print(Rbac.yaml(RequiredPermissions.of(level, stack, settings.scope(), settings.redis()), home));
        return 0;
    }

    private static int last(ReportDirectory report) {
        Result result = LastRun.read(report);
        Console console = Console.plain(System.out);
        console.note(
                "run %s, begun %s".formatted(result.run().id(), result.run().started()));
        result.verdicts().forEach(console::judged);
        new Summary(result, false).print(System.out, report);
        return result.exitCode();
    }

    private static int verify(Settings settings, boolean live) {
        Result result;
        Console console = live ? Console.live(System.out) : Console.plain(System.out);
        try {
            result = Verification.run(settings, console);
        } finally {
            console.end();
        }
        new Summary(result, live).print(System.out, new ReportDirectory(settings.report()));
        return result.exitCode();
    }

    private static int refuse(ParameterException e, String[] args) {
        System.err.println(String.valueOf(e.getMessage()).replaceFirst("=.*'", "'")
                + "; scripts/verify --help lists the options.");
        return BAD_SETTINGS;
    }
}
