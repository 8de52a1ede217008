package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.judge.Catalogue;
import co.littleman.m1onk8s.judge.Consequences;
import co.littleman.m1onk8s.proof.ProofRows;
import co.littleman.m1onk8s.settings.Knob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's tables are the code's; a difference shows the table as it should be. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");

    @Test
    void listsEverySetting() throws IOException {
        String table = Arrays.stream(Knob.values())
                .map(ReadmeTest::row)
                .collect(Collectors.joining(
                        "\n",
                        "| flag | environment | `verify.yml` | default | what it does |\n| --- | --- | --- | --- | --- |\n",
                        "\n"));

        assertIsIn("settings", table);
    }

    @Test
    void listsEveryClaim() throws IOException {
        String table = Catalogue.all().stream()
                .map(claim -> "| `%s` | %s | %s | %s | %s | %s |"
                        .formatted(
                                claim.id(),
                                claim.terms().level().word(),
                                claim.terms().holds(),
                                claim.terms().failing(),
                                ids(claim.terms().grounds()),
                                ids(Consequences.rootsOf(claim.id()))))
                .collect(Collectors.joining("\n", """
                        | claim | level | what holds | what a FAIL means | depends on | may follow from |
                        | --- | --- | --- | --- | --- | --- |
                        """, "\n"));

        assertIsIn("claims", table);
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
            write("proof", written);
        }
        assertHasEveryCase(section("proof"));
    }

    private static void assertHasEveryCase(String table) {
        assertThat(table).contains(ProofRows.expected());
    }

    @Test
    void showsTheClassThatIsRun() throws IOException {
        String source = Files.readString(Path.of("src/test/java/co/littleman/m1onk8s/ShopIT.java"));

        assertThat(Files.readString(README)).contains(source.substring(source.indexOf("class ShopIT")));
    }

    /** With -Dreadme=write the table is put there instead. */
    private static void assertIsIn(String section, String table) throws IOException {
        if (isWritten()) {
            write(section, table);
        }
        assertThat(section(section)).isEqualTo(table);
    }

    private static boolean isWritten() {
        return "write".equals(System.getProperty("readme"));
    }

    private static void write(String section, String table) throws IOException {
        String text = Files.readString(README);
        Files.writeString(
                README,
                text.replace(begin(section) + section(section) + end(section), begin(section) + table + end(section)));
    }

    private static String section(String section) throws IOException {
        String text = Files.readString(README);
        return text.substring(text.indexOf(begin(section)) + begin(section).length(), text.indexOf(end(section)));
    }

    private static String begin(String section) {
        return "<!-- %s: written by ReadmeTest -->\n".formatted(section);
    }

    private static String end(String section) {
        return "<!-- end of %s -->".formatted(section);
    }

    private static String row(Knob knob) {
        String flag = knob.isSecret() ? "" : "`" + (knob.flag() + " " + knob.placeholder()).trim() + "`";
        String fallback = knob.fallback().isEmpty() ? "" : "`" + knob.fallback() + "`";
        String key = knob.isInFile() ? "`" + knob.key() + "`" : "";
        return "| %s | `%s` | %s | %s | %s |"
                .formatted(flag.replace("|", "\\|"), knob.env(), key, fallback, knob.description());
    }
}
