// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

/**
 * Settings or files that cannot be read: found before any request, ends the run with exit code 2. The message is one
 * sentence that names the thing, the rule and the next step.
 */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }

    /**
     * For a value of the wrong kind.
     *
     * @param name by which the reader knows the setting
     * @param rule what the value must be
     * @param next what to do; empty if the rule says it
     */
    public static SettingsException mustBe(String name, String rule, String value, String next) {
        return new SettingsException(
                "%s must be %s, but is '%s'%s.".formatted(name, rule, value, next.isEmpty() ? "" : "; " + next));
    }
}
