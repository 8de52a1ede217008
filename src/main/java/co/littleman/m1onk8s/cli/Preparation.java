// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.cli;

import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.settings.Target;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of the group "This machine": what scripts/verify calls scripts/prepare with, before a run. */
final class Preparation {
    private static final String YES = "--yes";
    private static final String IMAGES = "--images";
    private static final String AUTO = "auto";
    private static final List<String> SETS = List.of(AUTO, "upstream", "offline");

    private Preparation() {}

    static List<OptionSpec> options() {
        return List.of(
                CommandOptions.flag(YES, "Change this machine without asking."),
                OptionSpec.builder(IMAGES)
                        .paramLabel(String.join("|", SETS))
                        .type(String.class)
                        .completionCandidates(SETS)
                        .description(
                                "upstream pulls the images; offline builds them from package registries; auto pulls them if a"
                                        + " registry answers. Default: auto.")
                        .build());
    }

    /**
     * Which images the options ask for.
     *
     * @throws SettingsException if there are no such images
     */
    static String images(ParseResult parsed) {
        String images = parsed.matchedOptionValue(IMAGES, AUTO);
        if (!SETS.contains(images)) {
            throw new SettingsException(
                    "--images must be auto, upstream or offline, but is '%s'; scripts/verify --help lists the options."
                            .formatted(images));
        }
        return images;
    }

    /** The options for scripts/prepare; none if the run starts no k3s, for then it needs nothing of this machine. */
    static List<String> arguments(ParseResult parsed, Settings settings) {
        List<String> arguments = new ArrayList<>();
        if (settings.target() instanceof Target.Ephemeral) {
            if (parsed.hasMatchedOption(YES)) {
                arguments.add(YES);
            }
            arguments.add(IMAGES + "=" + images(parsed));
        }
        return arguments;
    }
}
