package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of clusters that a team commits, and the exact message to each mistake in it. */
class TeamFileTest {
    @TempDir
    private Path directory;

    @Test
    void theListSaysWhichClustersAndHowFar() throws IOException {
        assertThat(read("""
                clusters:
                  - {name: staging, uid: 8d1f, level: probe}
                  - name: shop
                    uid: "123"
                    level: talk
                    production: "yes, this is production"
                """).allowed())
                .isEqualTo(new AllowList(
                        "verify.yml",
                        List.of(
                                new AllowedCluster("staging", "8d1f", Level.PROBE, false),
                                new AllowedCluster("shop", "123", Level.TALK, true))));
    }

    @Test
    void anEmptyFileAllowsNothing() throws IOException {
        assertThat(read("# nothing yet\n").allowed().clusters()).isEmpty();
        assertThat(TeamFile.none().allowed()).isEqualTo(new AllowList("verify.yml", List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            clusers: []                                              | verify.yml: clusers is not known; the file may have: clusters.
            clusters: staging                                        | verify.yml: clusters is 'staging', but it is a list.
            clusters: [staging]                                      | verify.yml: clusters[0] is 'staging', but it has keys and values.
            clusters: [{uid: a, level: talk}]                        | verify.yml: clusters[0].name is missing.
            clusters: [{name: a, level: talk}]                       | verify.yml: clusters[0].uid is missing.
            clusters: [{name: a, uid: 12, level: talk}]              | verify.yml: clusters[0].uid is '12', but it is text; put it in quotes where YAML takes it for something else.
            clusters: [{name: a, uid: "", level: talk}]              | verify.yml: clusters[0].uid is '', but it is text; put it in quotes where YAML takes it for something else.
            clusters: [{name: a, uid: b}]                            | verify.yml: clusters[0].level is missing.
            clusters: [{name: a, uid: b, level: admin}]              | verify.yml: clusters[0].level is 'admin', but it is one of: observe, talk, probe, disrupt, install.
            clusters: [{name: a, uid: b, level: talk, prod: x}]      | verify.yml: clusters[0].prod is not known; clusters[0] may have: level, name, production, uid.
            clusters: [{name: a, uid: b, level: talk, production: "yes"}] | verify.yml: clusters[0].production is 'yes', but it says "yes, this is production", in so many words, or is left out.
            clusters: [{name: a, uid: b, level: talk, production: true}]  | verify.yml: clusters[0].production is 'true', but it is text; put it in quotes where YAML takes it for something else.
            clusters: [{name: a, uid: b, level: talk}, {name: c, uid: b, level: talk}] | verify.yml: clusters[1].uid is 'b', but another entry has it too; a cluster is listed once.
            just words                                               | verify.yml is 'just words', but it has keys and values.
            """)
    void aMistakeIsNamedByItsField(String text, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(text).allowed())
                .withMessage("%s", message);
    }

    @Test
    void whatIsNotYamlIsToldWithItsLine() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("clusters:\n  - {name: a\n"))
                .withMessageMatching("verify\\.yml is not YAML: .+, line \\d+\\.");
    }

    @Test
    void ofTwoEqualKeysNoneWinsInSilence() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("clusters: []\nclusters: []\n"))
                .withMessageStartingWith("verify.yml is not YAML: Duplicate");
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> TeamFile.read(directory))
                .withMessageMatching("\\Q%s\\E cannot be read \\(\\w+\\); check the path and its permissions\\."
                        .formatted(directory));
    }

    @Test
    void itIsReadFromHereOrFromWhereItIsNamed() throws IOException {
        Files.writeString(directory.resolve("verify.yml"), "clusters: [{name: here, uid: a, level: talk}]");
        Path other = Files.writeString(directory.resolve("team.yml"), "clusters: [{name: there, uid: a, level: talk}]");
        Properties properties = new Properties();
        properties.setProperty("user.dir", directory.toString());
        SettingsReader reader = new SettingsReader(Map.of(), properties)
                .flag(Knob.MANIFESTS, directory.toString())
                .flag(Knob.KUBECONFIG, other.toString())
                .flag(Knob.CONTEXT, "staging");

        assertThat(listed(reader)).isEqualTo("here, by verify.yml");
        assertThat(listed(reader.flag(Knob.CONFIG, other.toString()))).isEqualTo("there, by team.yml");
    }

    @Test
    void aFileThatIsNamedMustBeThere() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> new SettingsReader(Map.of("VERIFY_CONFIG", "/no/verify.yml"), new Properties())
                        .flag(Knob.MANIFESTS, directory.toString())
                        .read())
                .withMessage(
                        "--config is '/no/verify.yml', but that file cannot be read; check the path and its permissions.");
    }

    private static String listed(SettingsReader reader) {
        AllowList allowed = ((Target.Shared) reader.read().target()).allowed();
        return allowed.clusters().get(0).name() + ", by " + allowed.file();
    }

    private TeamFile read(String text) throws IOException {
        return TeamFile.read(Files.writeString(directory.resolve("verify.yml"), text));
    }
}
