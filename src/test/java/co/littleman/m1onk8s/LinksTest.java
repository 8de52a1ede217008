// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every relative link in the documentation leads to a file, and to a heading in it, that exists. */
class LinksTest {
    private static final Path README = Path.of("README.md");
    private static final Path DOCS = Path.of("docs");
    private static final Pattern CODE_BLOCK = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+)$", Pattern.MULTILINE);
    private static final Pattern NOT_IN_AN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(DOCS)) {
            return Stream.concat(
                            Stream.of(
                                    README,
                                    Path.of("CONTRIBUTING.md"),
                                    Path.of("examples/existing-cluster/README.md"),
                                    Path.of("examples/helm/README.md"),
                                    Path.of("examples/kustomize/README.md"),
                                    Path.of("examples/own-check/README.md")),
                            docs.filter(page -> page.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        assertThat(broken(page)).isEmpty();
    }

    @Test
    void theReadmeLeadsToEveryPage() throws IOException {
        Set<Path> linked = links(README).stream()
                .map(link -> Path.of(link.replaceFirst("#.*", "")).normalize())
                .collect(Collectors.toSet());

        assertThat(pages().stream().filter(page -> page.startsWith(DOCS)))
                .isNotEmpty()
                .allMatch(linked::contains);
    }

    @Test
    void aLinkIsBrokenIfItsFileOrItsHeadingIsMissing(@TempDir Path directory) throws IOException {
        Path page = Files.writeString(directory.resolve("page.md"), """
                # One `page`, and its parts
                ## Twice
                ## Twice
                [file](page.md) [heading](page.md#one-page-and-its-parts) [here](#twice-1) [elsewhere](https://example.com/x)
                `[code](no.md)`
                ```
                # Not a heading
                [block](no.md)
                ```
                [no file](no.md) [no heading](#thrice) [a comment in code](page.md#not-a-heading)
                """);

        assertThat(broken(page)).containsExactly("no.md", "#thrice", "page.md#not-a-heading");
    }

    private static List<String> broken(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String link : links(page)) {
            if (!leadsSomewhere(page, link)) {
                broken.add(link);
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    private static List<String> links(Path page) throws IOException {
        String prose = CODE.matcher(withoutBlocks(page)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !URI.create(link).isAbsolute())
                .toList();
    }

    /** The headings in the spelling of GitHub's anchors. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(withoutBlocks(page))
                .results()
                .map(heading -> heading.group(1))
                .forEach(heading -> {
                    String anchor = NOT_IN_AN_ANCHOR
                            .matcher(heading.strip().toLowerCase(Locale.ROOT))
                            .replaceAll("")
                            .replace(' ', '-');
                    String unique = anchor;
                    for (int again = 1; !anchors.add(unique); again++) {
                        unique = anchor + "-" + again;
                    }
                });
        return anchors;
    }

    private static String withoutBlocks(Path page) throws IOException {
        return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
    }
}
