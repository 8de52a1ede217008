package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.judge.Catalogue;
import co.littleman.m1onk8s.settings.Knob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's tables are the code's; a difference shows the table as it should be. */
class ReadmeTest {
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
                .map(claim -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                claim.id(),
                                claim.terms().level().word(),
                                claim.terms().holds(),
                                claim.terms().failing()))
                .collect(Collectors.joining(
                        "\n", "| claim | level | what holds | what a FAIL means |\n| --- | --- | --- | --- |\n", "\n"));

        assertIsIn("claims", table);
    }

    @Test
    void showsTheClassThatIsRun() throws IOException {
        String source = Files.readString(Path.of("src/test/java/co/littleman/m1onk8s/ShopIT.java"));

        assertThat(Files.readString(Path.of("README.md"))).contains(source.substring(source.indexOf("class ShopIT")));
    }

    /** With -Dreadme=write the table is put there instead. */
    private static void assertIsIn(String section, String table) throws IOException {
        Path readme = Path.of("README.md");
        String text = Files.readString(readme);
        String begin = "<!-- %s: written by ReadmeTest -->\n".formatted(section);
        String end = "<!-- end of %s -->".formatted(section);
        if ("write".equals(System.getProperty("readme"))) {
            String before = text.substring(0, text.indexOf(begin) + begin.length());
            Files.writeString(readme, before + table + text.substring(text.indexOf(end)));
        } else {
            assertThat(text).contains(begin + table + end);
        }
    }

    private static String row(Knob knob) {
        String flag = knob.isSecret() ? "" : "`" + (knob.flag() + " " + knob.placeholder()).trim() + "`";
        String fallback = knob.fallback().isEmpty() ? "" : "`" + knob.fallback() + "`";
        String key = knob.isInFile() ? "`" + knob.key() + "`" : "";
        return "| %s | `%s` | %s | %s | %s |"
                .formatted(flag.replace("|", "\\|"), knob.env(), key, fallback, knob.description());
    }
}
