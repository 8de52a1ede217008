// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.drift;

import co.littleman.m1onk8s.drift.Difference.Step;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Where people keep what is nobody else's business: values of such fields are in no message, only that they differ. */
final class Redaction {
    /** These hold nothing but what somebody put there. */
    private static final Set<String> CONTENTS = Set.of("Secret", "ConfigMap");

    /** What Prometheus and this suite read. */
    private static final Pattern PUBLIC = Pattern.compile("(prometheus\\.io|m1onk8s\\.littleman\\.co)/.*");

    private static final Pattern PASSWORD = Pattern.compile("pass|auth|secret|token|credential");

    private Redaction() {}

    static boolean is(String kind, Difference one) {
        List<String> names = one.path().stream().map(Step::name).toList();
        if (CONTENTS.contains(kind)) {
            return Set.of("data", "binaryData").contains(names.get(0)) || isPrivate(names);
        }
        // A container that is not there at all is told with all that is in it.
        return names.contains("env")
                || one.declared().findValue("env") != null
                || isPrivate(names)
                || isPassword(names, one);
    }

    private static boolean isPrivate(List<String> names) {
        int annotations = names.indexOf("annotations");
        return annotations >= 0
                && !(annotations + 1 < names.size()
                        && PUBLIC.matcher(names.get(annotations + 1)).matches());
    }

    private static boolean isPassword(List<String> names, Difference one) {
        return (names.contains("args") || names.contains("command")) && namesAPassword(one);
    }

    static boolean namesAPassword(Difference one) {
        return PASSWORD.matcher((one.declared().toString() + one.live()).toLowerCase(Locale.ROOT))
                .find();
    }
}
