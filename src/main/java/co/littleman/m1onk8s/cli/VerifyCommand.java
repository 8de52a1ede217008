// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.cli;

import co.littleman.m1onk8s.RunPermissions;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.k3s.KeptCluster;
import co.littleman.m1onk8s.report.Console;
import co.littleman.m1onk8s.report.LastRun;
import co.littleman.m1onk8s.report.ReportDirectory;
import co.littleman.m1onk8s.report.Summary;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.SettingsReader;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: a run, or one of the things that are done instead of a run. */
final class VerifyCommand {
    private static final int BAD_SETTINGS = 2;
    private static final int INCONCLUSIVE = 3;

    private VerifyCommand() {}

    static CommandLine commandLine() {
        CommandLine command = new CommandLine(CommandOptions.spec());
        command.getCommandSpec().versionProvider(() -> new String[] {Version.line()});
        command.setExecutionStrategy(VerifyCommand::execute);
        command.setParameterExceptionHandler(VerifyCommand::refuse);
        return command;
    }

    private static int execute(ParseResult parsed) {
        CommandLine command = parsed.commandSpec().commandLine();
        if (parsed.isUsageHelpRequested()) {
            command.usage(System.out);
            return 0;
        }
        if (parsed.isVersionHelpRequested()) {
            command.printVersionHelp(System.out);
            return 0;
        }
        if (parsed.hasMatchedOption(CommandOptions.COMPLETION)) {
            System.out.print(AutoComplete.bash("verify", command));
            return 0;
        }
        if (parsed.hasMatchedOption(CommandOptions.LIST)) {
            CheckList.print(Catalogue.standard().all(), System.out);
            return 0;
        }
        if (parsed.hasMatchedOption(CommandOptions.DROP_KEPT)) {
            return dropKept();
        }
        return withSettings(parsed);
    }

    private static int dropKept() {
        try {
            System.out.printf("removed %d k3s left by --keep%n", KeptCluster.dropAll());
            return 0;
        } catch (CheckFailedException e) {
            System.err.println(e.getMessage());
            return INCONCLUSIVE;
        }
    }

    private static int withSettings(ParseResult parsed) {
        SettingsReader reader = SettingsReader.ofProcess();
        boolean isRun =
                !parsed.hasMatchedOption(CommandOptions.PRINT_RBAC) && !parsed.hasMatchedOption(CommandOptions.LAST);
        try {
            for (Option option : Options.all()) {
                read(parsed, option, reader);
            }
            if (parsed.hasMatchedOption(CommandOptions.LAST)) {
                return last(new ReportDirectory(reader.report()));
            }
            Preparation.images(parsed);
            Settings settings = reader.read();
            if (parsed.hasMatchedOption(CommandOptions.PREPARATION)) {
                Preparation.arguments(parsed, settings).forEach(System.out::println);
                return 0;
            }
            reader.notices().forEach(notice -> System.err.println("note: " + notice));
            return isRun
                    ? verify(settings, reader.value(Options.PROGRESS).equals("live"))
                    : printRbac(settings, parsed.matchedOptionValue(CommandOptions.PRINT_RBAC, ""));
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            if (isRun) {
                new ReportDirectory(reader.report()).forget();
            }
            return BAD_SETTINGS;
        }
    }

    private static void read(ParseResult parsed, Option option, SettingsReader reader) {
        if (!option.isSecret() && parsed.hasMatchedOption(option.flag())) {
            reader.flag(option, given(parsed, option, option.flag()));
        }
        if (!option.formerFlag().isEmpty() && parsed.hasMatchedOption(option.formerFlag())) {
            reader.formerFlag(option, given(parsed, option, option.formerFlag()));
        }
    }

    private static String given(ParseResult parsed, Option option, String flag) {
        List<String> values = parsed.matchedOption(flag).stringValues();
        if (option.isList()) {
            // After a list, picocli takes an option that it does not know for one more item.
            values.stream().filter(value -> value.startsWith("-")).findFirst().ifPresent(value -> {
                throw new SettingsException(Refusal.unknown(value, parsed.commandSpec()));
            });
        }
        if (option.placeholder().endsWith("…")) {
            return String.join(",", values);
        }
        if (Set.copyOf(values).size() > 1) {
            throw new SettingsException("%s must be given once, but is given as '%s'; leave out all but one of them."
                    .formatted(flag, String.join("' and '", values)));
        }
        return values.get(0);
    }

    private static int printRbac(Settings settings, String word) {
        Level level = Level.of(word)
                .orElseThrow(() -> new SettingsException("%s must be one of %s, but is '%s'."
                        .formatted(
                                CommandOptions.PRINT_RBAC,
                                Options.LEVEL.placeholder().replace("|", ", "),
                                word)));
        System.out.print(RunPermissions.of(settings, Catalogue.standard()).yaml(level));
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
        System.err.println(Refusal.of(e));
        return BAD_SETTINGS;
    }
}
