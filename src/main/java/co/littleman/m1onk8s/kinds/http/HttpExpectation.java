// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.kinds.OwnAnnotations;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.SettingsException;
import co.littleman.m1onk8s.stack.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a web server is to answer. An annotation of its Service goes before the option of the same name.
 *
 * @param path to ask for
 * @param status as declared; null if any below 500 is right
 * @param body regular expression that must be found in the page; null for none
 * @param host for the Host header; null for the Service's name
 */
public record HttpExpectation(
        String path,
        @Nullable String status,
        @Nullable String body,
        @Nullable String host) {
    /** Before {@code http-path}, {@code http-status}, {@code http-body} and {@code http-host}. */
    public static final String ANNOTATION = OwnAnnotations.PREFIX;

    /** What a host must be. */
    static final String HOST_RULE = "the name of a host, with a port if it is not 80, and without http://";

    /** The keys of the annotations. */
    static final List<String> KEYS = List.of("http-path", "http-status", "http-body", "http-host");

    private static final HttpExpectation ANY = new HttpExpectation("/", null, null, null);

    /** That of a run's options. */
    static HttpExpectation of(Settings settings) {
        return settings.ofKind(HttpExpectation.class).orElse(ANY);
    }

    /** What a target is to answer: by the annotations of its Service, and else by the run's options. */
    static HttpExpectation of(Stack stack, Settings settings, HttpTarget target) {
        HttpExpectation general = of(settings);
        if (target.service() == null) {
            return general;
        }
        Map<String, String> annotations = new HashMap<>();
        stack.manifest(target.service())
                .object()
                .at("/metadata/annotations")
                .properties()
                .forEach(entry ->
                        annotations.put(entry.getKey(), entry.getValue().asText()));
        return general.with(annotations)
                .requireValid("%s: Service %s"
                        .formatted(target.service().file(), target.service().name()));
    }

    /** This one, but for what the annotations of a Service say. */
    HttpExpectation with(Map<String, String> annotations) {
        return new HttpExpectation(
                annotations.getOrDefault(ANNOTATION + "http-path", path),
                annotations.getOrDefault(ANNOTATION + "http-status", status),
                annotations.getOrDefault(ANNOTATION + "http-body", body),
                annotations.getOrDefault(ANNOTATION + "http-host", host));
    }

    /** Refuses what cannot be meant, naming the Service that says it and its file. */
    private HttpExpectation requireValid(String where) {
        if (!isPathValid()) {
            throw wrong(
                    where, "http-path", "a path that begins with /, without spaces", path, "write for example /health");
        }
        if (!isStatusValid()) {
            throw wrong(
                    where,
                    "http-status",
                    "a status from 200 to 599",
                    String.valueOf(status),
                    "write for example \"200\"");
        }
        if (!isHostValid()) {
            throw wrong(where, "http-host", HOST_RULE, String.valueOf(host), "write for example shop.example");
        }
        try {
            pattern();
        } catch (PatternSyntaxException e) {
            throw wrong(
                    where,
                    "http-body",
                    "a regular expression",
                    String.valueOf(body),
                    "its error is: %s; correct it".formatted(e.getDescription()));
        }
        return this;
    }

    private static SettingsException wrong(String where, String key, String rule, String value, String next) {
        return SettingsException.mustBe("%s: annotation %s%s".formatted(where, ANNOTATION, key), rule, value, next);
    }

    boolean isPathValid() {
        return path.matches("/[\\x21-\\x7e]*");
    }

    boolean isHostValid() {
        return host == null || host.matches("[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?");
    }

    boolean isStatusValid() {
        return status == null || status.matches("[2-5][0-9][0-9]");
    }

    /** The declared status. */
    Optional<Integer> code() {
        return Optional.ofNullable(status).map(Integer::valueOf);
    }

    /** The declared pattern. */
    Optional<Pattern> pattern() {
        return Optional.ofNullable(body).map(regex -> Pattern.compile(regex, Pattern.DOTALL));
    }
}
