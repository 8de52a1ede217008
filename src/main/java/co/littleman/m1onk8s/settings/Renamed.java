// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

/** What users read if they use a former name of an option or a key. */
final class Renamed {
    /** The version that no longer takes former names. */
    private static final String REMOVED_IN = "0.3";

    private Renamed() {}

    /** For a former name that was used. */
    static String notice(String name, String former) {
        return "%s is now called %s; the former name works until version %s.".formatted(former, name, REMOVED_IN);
    }

    /** For both names at once. */
    static SettingsException both(String name, String former) {
        return new SettingsException(
                "%s and %s are the same setting; use only %s, its present name.".formatted(former, name, name));
    }
}
