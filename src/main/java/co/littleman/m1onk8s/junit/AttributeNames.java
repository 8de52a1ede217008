// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.junit;

import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.SettingsException;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * Says what is wrong with settings in the words of {@link VerifiedStack}: its user gives no flags. What the annotation
 * has no attribute for is a variable of the environment there.
 */
final class AttributeNames {
    private static final Map<Option, String> ATTRIBUTES = Map.of(
            Options.MANIFESTS, "manifests",
            Options.CONTEXT, "context",
            Options.LEVEL, "level",
            Options.CHECK, "checks",
            Options.COMPONENT, "components");

    private AttributeNames() {}

    static SettingsException in(SettingsException e) {
        String message = String.valueOf(e.getMessage());
        for (Option option : Options.all()) {
            String name = ATTRIBUTES.containsKey(option)
                    ? "@VerifiedStack(%s = …)".formatted(ATTRIBUTES.get(option))
                    : option.env();
            // Without what stands for its value, such as NAME.
            message = message.replaceAll(
                    "(?<![-\\w])" + option.flag() + "(?![-\\w])( [A-Z]+\\b)?", Matcher.quoteReplacement(name));
        }
        SettingsException renamed = new SettingsException(message);
        renamed.setStackTrace(e.getStackTrace());
        return renamed;
    }
}
