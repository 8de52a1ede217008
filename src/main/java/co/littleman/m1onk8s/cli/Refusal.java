// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.cli;

import co.littleman.m1onk8s.settings.Nearest;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the command line says of arguments that cannot be read: one sentence, about the first of them. */
final class Refusal {
    private static final String HELP = "scripts/verify --help lists the options.";

    private Refusal() {}

    static String of(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            // Its value, if it has one, is the next argument, and no second mistake.
            String first = unmatched.getUnmatched().get(0);
            return first.startsWith("-") ? unknown(first, e.getCommandLine().getCommandSpec()) : stray(first);
        }
        if (e instanceof MissingParameterException missing
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return "%s needs a value (%s); %s".formatted(option.longestName(), option.paramLabel(), HELP);
        }
        if (e.getArgSpec() instanceof OptionSpec option && option.type().equals(boolean.class)) {
            return "%s takes no value, but is given one; write %1$s alone.".formatted(option.longestName());
        }
        return e.getMessage() + "; " + HELP;
    }

    /**
     * For an option that there is not.
     *
     * @param argument as it was given; what follows its name is not repeated, because it may be a password
     */
    static String unknown(String argument, CommandSpec spec) {
        String flag = argument.replaceFirst("(?s)=.*", "");
        return Options.all().stream()
                .filter(option -> option.isSecret() && option.flag().equals(flag))
                .findFirst()
                .map(Refusal::secret)
                .orElseGet(() ->
                        "%s is not an option%s %s".formatted(flag, Nearest.question(flag, known(spec), ";"), HELP));
    }

    private static String secret(Option option) {
        return "%s is not an option, because everybody can see arguments in ps; set %s in the environment."
                .formatted(option.flag(), option.env());
    }

    private static List<String> known(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }

    private static String stray(String word) {
        boolean isPath = word.contains("/") || Files.exists(Path.of(word));
        return "'%s' belongs to no option, and scripts/verify has no positional arguments; give manifests with --manifests %s."
                .formatted(word, isPath ? word : "PATH");
    }
}
