// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a password lies on the cluster: a key of a Secret, in the namespace of who needs it.
 *
 * @param name of the Secret
 * @param key in its data
 */
public record SecretKey(String name, String key) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9]([-a-z0-9.]*[a-z0-9])?)/([-._a-zA-Z0-9]+)");

    /**
     * Reads {@code NAME/KEY}.
     *
     * @throws SettingsException if it is something else
     */
    public static SecretKey of(Option option, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            // It may be the password: it is not repeated.
            throw new SettingsException("%s must name a Secret and a key in it; write for example secret:shop/password."
                    .formatted(option.flag()));
        }
        return new SecretKey(form.group(1), form.group(3));
    }
}
