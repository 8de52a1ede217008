// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.engine.Catalogue;
import co.littleman.m1onk8s.engine.Consequences;
import co.littleman.m1onk8s.proof.ProofRows;
import co.littleman.m1onk8s.settings.Option;
import co.littleman.m1onk8s.settings.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tables in docs/ that are made from the code; if one differs, the failure shows the table as it should be. */
class DocsTest {
    private static final Page SETTINGS = new Page("settings", Path.of("docs/settings.md"));
    private static final Page CHECKS = new Page("checks", Path.of("docs/checks.md"));
    private static final Page PACKAGES = new Page("packages", Path.of("docs/architecture.md"));
    private static final Page PROOF = new Page("proof", Path.of("docs/faults.md"));

    @Test
    void listsEverySetting() throws IOException {
        String table = Options.all().stream()
                .map(DocsTest::row)
                .collect(Collectors.joining(
                        "\n",
                        "| flag | environment | `verify.yml` | default | what it does |\n| --- | --- | --- | --- | --- |\n",
                        "\n"));

        assertIsIn(SETTINGS, table);
    }

    @Test
    void listsEveryPackageInItsOrder() throws IOException {
        StringBuilder table = new StringBuilder("| package | what is in it |\n| --- | --- |\n");
        for (String layer : LayersTest.LAYERS) {
            table.append("| `%s` | %s |%n".formatted(layer.isEmpty() ? "(root)" : layer, summary(layer)));
        }
        assertIsIn(PACKAGES, table.toString());
    }

    /** The Javadoc of a package, without links. */
    private static String summary(String layer) throws IOException {
        String path = (LayersTest.ROOT + (layer.isEmpty() ? "" : "." + layer)).replace('.', '/');
        String text = Files.readString(Path.of("src/main/java", path, "package-info.java"));
        String doc = text.substring(text.indexOf("/**") + 3, text.indexOf("*/"));
        return doc.replaceAll("\\n \\*", " ")
                .replaceAll("\\{@link \\S*?(\\w+)}", "`$1`")
                .replaceAll("\\s+", " ")
                .trim();
    }

    @Test
    void listsEveryCheck() throws IOException {
        String table = Catalogue.standard().all().stream()
                .map(check -> "| `%s` | %s | %s | %s | %s | %s |"
                        .formatted(
                                check.id(),
                                check.info().level().word(),
                                check.info().holds(),
                                check.info().failing(),
                                ids(check.info().dependencies()),
                                ids(Consequences.rootsOf(check.id()))))
                .collect(Collectors.joining("\n", """
                        | check | level | what holds | what a FAIL means | depends on | may follow from |
                        | --- | --- | --- | --- | --- | --- |
                        """, "\n"));

        assertIsIn(CHECKS, table);
    }

    private static String ids(List<String> ids) {
        return ids.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
    }

    /** What caught each fault; when and how fast is of the run that wrote the table, target/proof/proof.md. */
    @Test
    void showsEveryCaseOfTheProof() throws IOException {
        if (isWritten()) {
            String written = Files.readString(Path.of("target/proof/proof.md"));
            // scripts/prove NAME leaves a table of that one, which must not take the place of all.
            assertHasEveryCase(written);
            PROOF.write(written);
        }
        assertHasEveryCase(PROOF.table());
    }

    private static void assertHasEveryCase(String table) {
        assertThat(table).contains(ProofRows.expected());
    }

    /** With -Ddocs=write the table is put there instead. */
    private static void assertIsIn(Page page, String table) throws IOException {
        if (isWritten()) {
            page.write(table);
        }
        assertThat(page.table()).isEqualTo(table);
    }

    private static boolean isWritten() {
        return "write".equals(System.getProperty("docs"));
    }

    private static String row(Option option) {
        String flag = option.isSecret() ? "" : "`" + (option.flag() + " " + option.placeholder()).trim() + "`";
        String fallback = option.fallback().isEmpty() ? "" : "`" + option.fallback() + "`";
        String key = option.isInFile() ? "`" + option.key() + "`" : "";
        return "| %s | `%s` | %s | %s | %s |"
                .formatted(flag.replace("|", "\\|"), option.env(), key, fallback, option.description());
    }

    /**
     * A table between two comments of a page.
     *
     * @param name of the table, in the comments
     */
    private record Page(String name, Path file) {
        String table() throws IOException {
            String text = Files.readString(file);
            assertThat(text).contains(begin(), end());
            return text.substring(text.indexOf(begin()) + begin().length(), text.indexOf(end()));
        }

        void write(String table) throws IOException {
            Files.writeString(file, Files.readString(file).replace(begin() + table() + end(), begin() + table + end()));
        }

        private String begin() {
            return "<!-- %s: written by DocsTest -->\n".formatted(name);
        }

        private String end() {
            return "<!-- end of %s -->".formatted(name);
        }
    }
}
