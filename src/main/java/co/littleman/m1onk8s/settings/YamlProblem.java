// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What is wrong with a text that is not YAML, in the words of its writer: a parser speaks of tokens, nodes and scalars.
 *
 * @param line of the mistake, counted from 1
 * @param column counted from 1
 * @param what is wrong there
 * @param next what to do
 */
public record YamlProblem(int line, int column, String what, String next) {
    /**
     * What the parser says, and what it means.
     *
     * @param said by the parser
     * @param atBegin the mistake is where that begins which the parser was reading, and not where it stopped
     * @param what it means; {@code %d} in it is the line of that begin
     */
    private record Meaning(Pattern said, boolean atBegin, Function<MatchResult, String> what, String next) {
        static Meaning of(String said, boolean atBegin, String what, String next) {
            return new Meaning(Pattern.compile(said, Pattern.DOTALL), atBegin, any -> what, next);
        }

        static Meaning of(String said, Function<MatchResult, String> what, String next) {
            return new Meaning(Pattern.compile(said, Pattern.DOTALL), false, what, next);
        }
    }

    private static final String INDENT = "check the indentation";
    private static final String QUOTE = "put the value in quotes";

    /** The words are those of SnakeYAML 2; others are passed on as they are. */
    private static final List<Meaning> MEANINGS = List.of(
            Meaning.of(
                    "mapping values are not allowed here",
                    false,
                    "a key with ':' is not allowed here",
                    INDENT + ", or put a value that contains ': ' in quotes"),
            Meaning.of(
                    "sequence entries are not allowed here",
                    false,
                    "an item with '-' is not allowed here",
                    "begin the list on a line of its own"),
            Meaning.of(
                    "expected ',' or '(.)', but got <stream end>.*", true, "what opens here is not closed", "close it"),
            Meaning.of(
                    "expected ',' or '(.)', but got .*",
                    said -> "what opens in line %%d has neither ',' nor '%s' here".formatted(said.group(1)),
                    "add the comma, or close it"),
            Meaning.of(
                    "expected <block end>, but found '<scalar>'",
                    false,
                    "the value has ended before this text",
                    "put all of it in quotes, and write a quote within single quotes twice"),
            Meaning.of(
                    "expected <block end>, but found .*",
                    false,
                    "this does not continue what begins in line %d",
                    INDENT),
            Meaning.of(
                    "expected '<document start>', but found .*",
                    false,
                    "the document has ended before this line",
                    INDENT + ", or begin another document with ---"),
            Meaning.of(
                    "could not find expected ':'", true, "this line has no ':' after its key", "add it, or " + INDENT),
            Meaning.of("found character '\\\\t\\(TAB\\)' .*", false, "a tab is not allowed here", "indent with spaces"),
            Meaning.of(
                    "found character '(.)' that cannot start any token.*",
                    said -> "a value must not begin with '%s'".formatted(said.group(1)),
                    QUOTE),
            Meaning.of("found unexpected end of stream", true, "the quote that opens here is not closed", "close it"),
            Meaning.of(
                    "found duplicate key (.*)",
                    said -> "Duplicate field '%s'".formatted(said.group(1)),
                    "remove one of the two"),
            Meaning.of(
                    "found undefined alias (.*)",
                    said -> "there is no anchor &%s for *%1$s".formatted(said.group(1)),
                    "define it before this line, or " + QUOTE),
            Meaning.of(
                    "found unknown escape character (.)\\(.*",
                    said -> "in double quotes \\%s means nothing".formatted(said.group(1)),
                    "use single quotes, or write two backslashes"),
            Meaning.of(
                    "expected the node content, but found .*",
                    false,
                    "a value is missing here",
                    "add it, or close what is open"));

    /** What a parser has found. */
    public static YamlProblem of(MarkedYAMLException e) {
        String said = String.valueOf(e.getProblem());
        Mark begin = Objects.requireNonNullElse(e.getContextMark(), e.getProblemMark());
        for (Meaning meaning : MEANINGS) {
            Matcher matcher = meaning.said().matcher(said);
            if (matcher.matches()) {
                String what = meaning.what().apply(matcher).replace("%d", String.valueOf(begin.getLine() + 1));
                return at(meaning.atBegin() ? begin : e.getProblemMark(), what, meaning.next());
            }
        }
        return at(e.getProblemMark(), said.lines().findFirst().orElse(""), "correct that line");
    }

    private static YamlProblem at(Mark mark, String what, String next) {
        return new YamlProblem(mark.getLine() + 1, mark.getColumn() + 1, what, next);
    }

    /**
     * It as a message.
     *
     * @param origin what the text is called: the name of its file
     */
    public SettingsException in(String origin) {
        return new SettingsException(
                "%s:%d is not YAML: %s; %s.".formatted(new Place(origin, line), column, what, next));
    }

    /** This problem with another next step. */
    public YamlProblem next(String other) {
        return new YamlProblem(line, column, what, other);
    }
}
