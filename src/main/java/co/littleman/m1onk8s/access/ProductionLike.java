// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a name sounds like production. A name proves nothing, but a wrong context is mostly just one word away. */
final class ProductionLike {
    /** Words are what lies between anything that is no letter. */
    private static final Pattern WORDS = Pattern.compile("[^a-z]+");

    private static final Pattern PRODUCTION = Pattern.compile("prd|live|\\w*prod|\\w*production");

    /** {@code pre-prod} and {@code nonprod} are names of what is not production. */
    private static final Pattern NOT_PRODUCTION = Pattern.compile("(pre|non|not|no)[^a-z]?prod(uction)?");

    private ProductionLike() {}

    static boolean is(String name) {
        String rest = NOT_PRODUCTION.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(" ");
        return WORDS.splitAsStream(rest)
                .anyMatch(word -> PRODUCTION.matcher(word).matches());
    }
}
