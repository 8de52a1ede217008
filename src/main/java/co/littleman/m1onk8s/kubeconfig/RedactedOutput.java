// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kubeconfig;

import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a login plugin says to people, on its standard error. */
final class RedactedOutput {
    private static final int MOST_WORDS = 400;
    private static final int MOST_LINES = 4;

    /** Tokens, keys and the like: long, and of no language; a path, which begins otherwise, is shown. */
    private static final Pattern SECRET = Pattern.compile("eyJ[\\w.-]{10,}|(?<![\\w/.~-])[\\w+][\\w+/=-]{39,}");

    /** What follows a name that says so, if it is no plain word: {@code token: expired} is the message. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:secret|token|password|passwd|key|authorization)\\w*\\\\?[\"']?\\s*[=:]\\s*\\\\?[\"']?(?:bearer |basic )?)"
                    + "(?=[^\\s\\\\\"',;}]*[\\d_+/=-]|[^\\s\\\\\"',;}]{16})[^\\s\\\\\"',;}]+");

    private static final Pattern BEARER = Pattern.compile("(?i)(bearer|basic) (?=\\S*\\d)\\S+");

    /** Arguments whose value nobody should read, such as {@code --oidc-client-secret=…}. */
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(secret|token|password|key).*");

    /** Shorter values are words, and hiding them would hide the message. */
    private static final int SHORTEST_SECRET = 6;

    private RedactedOutput() {}

    /** The end of it, without what may be secret. The plugin's answer is never shown. */
    static String of(String text, ExecConfig exec) {
        String known = text;
        for (String secret : secrets(exec)) {
            known = known.replace(secret, "***");
        }
        known = NAMED.matcher(known).replaceAll("$1***");
        known = BEARER.matcher(known).replaceAll("$1 ***");
        List<String> lines = SECRET.matcher(known)
                .replaceAll("***")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String end = String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
        return end.length() <= MOST_WORDS ? end : end.substring(end.length() - MOST_WORDS);
    }

    private static List<String> secrets(ExecConfig exec) {
        List<String> args = Objects.requireNonNullElse(exec.getArgs(), List.of());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            if (equals > 0 && SECRET_NAME.matcher(arg.substring(0, equals)).matches()) {
                values.add(arg.substring(equals + 1));
            } else if (i > 0 && SECRET_NAME.matcher(args.get(i - 1)).matches()) {
                values.add(arg);
            }
        }
        Stream<String> environment = Objects.requireNonNullElse(exec.getEnv(), List.<ExecEnvVar>of()).stream()
                .map(ExecEnvVar::getValue);
        return Stream.concat(values.stream(), environment)
                .filter(value -> value != null && value.length() >= SHORTEST_SECRET)
                .toList();
    }
}
