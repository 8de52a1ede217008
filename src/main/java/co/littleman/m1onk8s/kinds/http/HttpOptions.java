// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.settings.KindOptions;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.OptionValues;
import java.util.List;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;

/** What a web server is to answer, for all Services that do not say so themselves by an annotation. */
public final class HttpOptions implements KindOptions {
    private static final Option.Group GROUP = new Option.Group("Web servers (HTTP)");

    public static final Option PATH = new Option("http-path", GROUP, "PATH", "/", "Path to ask a web server for.");

    public static final Option STATUS = new Option(
            "http-status",
            GROUP,
            "NUMBER",
            "",
            "Status that a web server must answer with; if not given, any below 500 is right.");

    public static final Option BODY = new Option(
            "http-body", GROUP, "REGEX", "", "Regular expression that must be found in the page of a web server.");

    public static final Option HOST = new Option(
            "http-host", GROUP, "NAME", "", "Host that a web server is asked for; if not given, its Service's name.");

    @Override
    public List<Option> options() {
        return List.of(PATH, STATUS, BODY, HOST);
    }

    @Override
    public HttpExpectation read(OptionValues values) {
        HttpExpectation expectation = new HttpExpectation(
                Objects.requireNonNullElse(values.text(PATH), PATH.fallback()),
                values.text(STATUS),
                values.text(BODY),
                values.text(HOST));
        if (!expectation.isPathValid()) {
            throw values.mustBe(PATH, "a path that begins with /, without spaces", expectation.path(), "");
        }
        if (!expectation.isStatusValid()) {
            throw values.mustBe(
                    STATUS, "a status from 200 to 599", String.valueOf(expectation.status()), "write for example 200");
        }
        if (!expectation.isHostValid()) {
            throw values.mustBe(
                    HOST,
                    HttpExpectation.HOST_RULE,
                    String.valueOf(expectation.host()),
                    "write for example shop.example");
        }
        try {
            expectation.pattern();
        } catch (PatternSyntaxException e) {
            throw values.mustBe(
                    BODY,
                    "a regular expression",
                    String.valueOf(expectation.body()),
                    "its error is: " + e.getDescription());
        }
        return expectation;
    }
}
