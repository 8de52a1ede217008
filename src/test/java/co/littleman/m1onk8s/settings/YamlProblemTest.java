// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;

class YamlProblemTest {
    /** What the parser itself finds; a new version of it may word it otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a: b: c                | a.yml:1:5 is not YAML: a key with ':' is not allowed here; check the indentation, or put a value that contains ': ' in quotes.
            a: - b                 | a.yml:1:4 is not YAML: an item with '-' is not allowed here; begin the list on a line of its own.
            a: {b: 1, c⏎d: e       | a.yml:2:2 is not YAML: what opens in line 1 has neither ',' nor '}' here; add the comma, or close it.
            a: [b, c}              | a.yml:1:9 is not YAML: what opens in line 1 has neither ',' nor ']' here; add the comma, or close it.
            a: 1⏎b: {c: d          | a.yml:2:4 is not YAML: what opens here is not closed; close it.
            a:⏎  b: 1⏎ c: 2        | a.yml:3:2 is not YAML: this does not continue what begins in line 1; check the indentation.
            a: b⏎- c               | a.yml:2:1 is not YAML: this does not continue what begins in line 1; check the indentation.
            a: 'it's'              | a.yml:1:8 is not YAML: the value has ended before this text; put all of it in quotes, and write a quote within single quotes twice.
            ⏎  a: b⏎c: d           | a.yml:3:1 is not YAML: the document has ended before this line; check the indentation, or begin another document with ---.
            a: b⏎more⏎c: d         | a.yml:2:1 is not YAML: this line has no ':' after its key; add it, or check the indentation.
            a:⏎\tb: c              | a.yml:2:1 is not YAML: a tab is not allowed here; indent with spaces.
            a: @b                  | a.yml:1:4 is not YAML: a value must not begin with '@'; put the value in quotes.
            a: "b⏎c: d             | a.yml:1:4 is not YAML: the quote that opens here is not closed; close it.
            a: 1⏎a: 2              | a.yml:2:1 is not YAML: Duplicate field 'a'; remove one of the two.
            a: *b                  | a.yml:1:4 is not YAML: there is no anchor &b for *b; define it before this line, or put the value in quotes.
            a: "\\q"               | a.yml:1:6 is not YAML: in double quotes \\q means nothing; use single quotes, or write two backslashes.
            a: ]                   | a.yml:1:4 is not YAML: a value is missing here; add it, or close what is open.
            a: > x                 | a.yml:1:6 is not YAML: expected a comment or a line break, but found x(120); correct that line.
            """)
    void eachMistakeIsToldInPlainWords(String text, String message) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);

        assertThatExceptionOfType(MarkedYAMLException.class)
                .isThrownBy(() -> new Yaml(options)
                        .loadAll(text.replace('⏎', '\n') + "\n")
                        .forEach(any -> {}))
                .extracting(e -> YamlProblem.of(e).in("a.yml").getMessage())
                .isEqualTo(message);
    }
}
