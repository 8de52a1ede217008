// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that a team commits, and the exact message to each mistake in it. */
class ConfigFileTest {
    @TempDir
    private Path directory;

    @Test
    void theListSaysWhichClustersAndHowFar() throws IOException {
        assertThat(read("""
                clusters:
                  - {name: staging, uid: 88888888-0000-4000-8000-000000000000, level: probe}
                  - name: shop
                    uid: "11111111-0000-4000-8000-000000000000"
                    level: talk
                    production: "yes, this is production"
                """).allowed())
                .isEqualTo(new AllowList(
                        "verify.yml",
                        List.of(
                                new AllowedCluster(
                                        "staging", "88888888-0000-4000-8000-000000000000", Level.PROBE, false),
                                new AllowedCluster("shop", "11111111-0000-4000-8000-000000000000", Level.TALK, true))));
    }

    @Test
    void anEmptyFileAllowsNothing() throws IOException {
        assertThat(read("# nothing yet\n").allowed().clusters()).isEmpty();
        assertThat(ConfigFile.none().allowed()).isEqualTo(new AllowList("verify.yml", List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            clusters: staging                                        | verify.yml: clusters must be a list, but is 'staging'.
            clusters: [staging]                                      | verify.yml: clusters[0] must be keys and values, but is 'staging'.
            clusters: [{uid: aaaaaaaa-0000-4000-8000-000000000000, level: talk}]                        | verify.yml: clusters[0].name is missing; add it.
            clusters: [{name: a, level: talk}]                       | verify.yml: clusters[0].uid is missing; add it.
            clusters: [{name: a, uid: 12, level: talk}]              | verify.yml: clusters[0].uid must be text, but is '12'; put it in quotes if YAML reads it as something else.
            clusters: [{name: a, uid: abc, level: talk}]             | verify.yml: clusters[0].uid must be a UUID, but is 'abc'; write for example 3f0d3a52-6a3c-4f0e-9a43-6c1f0c1f2f11.
            clusters: [{name: a, uid: "", level: talk}]              | verify.yml: clusters[0].uid is empty; give it a value, or leave it out.
            clusters: [{name: a, uid: bbbbbbbb-0000-4000-8000-000000000000}]                            | verify.yml: clusters[0].level is missing; add it.
            clusters: [{name: a, uid: bbbbbbbb-0000-4000-8000-000000000000, level: admin}]              | verify.yml: clusters[0].level must be one of observe, talk, probe, disrupt, install, but is 'admin'.
            clusters: [{name: a, uid: bbbbbbbb-0000-4000-8000-000000000000, level: talk, prod: x}]      | verify.yml: clusters[0].prod is not a known key; the keys of clusters[0] are: level, name, production, uid.
            clusters: [{name: a, uid: bbbbbbbb-0000-4000-8000-000000000000, level: talk, production: "yes"}] | verify.yml: clusters[0].production must be exactly "yes, this is production", but is 'yes'; write that, or leave it out.
            clusters: [{name: a, uid: bbbbbbbb-0000-4000-8000-000000000000, level: talk, production: true}]  | verify.yml: clusters[0].production must be text, but is 'true'; put it in quotes if YAML reads it as something else.
            clusters: [{name: a, uid: bbbbbbbb-0000-4000-8000-000000000000, level: talk}, {name: c, uid: bbbbbbbb-0000-4000-8000-000000000000, level: talk}] | verify.yml: clusters[1].uid must be different in each entry, but is 'bbbbbbbb-0000-4000-8000-000000000000'; list each cluster once.
            just words                                               | verify.yml must be keys and values, but is 'just words'.
            """)
    void aMistakeIsNamedByItsField(String text, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(text).allowed())
                .withMessage("%s", message);
    }

    @Test
    void aKeyThatIsNotKnownIsNamedWithThoseThatAre() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("clusers: []"))
                .withMessage(
                        "%s",
                        "verify.yml: clusers is not a known key; did you mean clusters? the keys of the file are: check, client-image, client-labels, cluster-timeout, clusters, component, deadline, hooks, http-body, http-host, http-path, http-status, image-archives, image-overrides, kube-version, manifests, namespace, node-image, peer-namespace, redis-ca, redis-password-from, redis-tls, redis-user, registries, registry-mirror, release, report, report-format, rollout-timeout, set, values, waivers.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rollout-timeout: 90                       | ROLLOUT_TIMEOUT | 90
            set: {a.b: c, d: "1"}                     | SET             | a.b=c,d=1
            values: [a.yaml, b.yaml]                  | VALUES          | a.yaml,b.yaml
            redis-tls: true                           | REDIS_TLS       | true
            namespace: shop                           | NAMESPACE       | shop
            component: [cache, session]               | COMPONENT       | cache,session
            component: cache                          | COMPONENT       | cache
            image-overrides: {"redis:7": "mine:7"}    | IMAGE_OVERRIDES | redis:7=mine:7
            client-labels: {role: web, app: shop}     | CLIENT_LABELS   | role=web,app=shop
            """)
    void itSetsKnobs(String text, @ConvertWith(OptionConverter.class) Option option, String value) throws IOException {
        assertThat(read(text).value(option)).isEqualTo(value);
        assertThat(ConfigFile.none().value(option)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rollout-timeout: soon       | ROLLOUT_TIMEOUT | verify.yml: rollout-timeout must be a whole number, without quotes, but is 'soon'; write for example 60.
            redis-tls: "yes"            | REDIS_TLS       | verify.yml: redis-tls must be true or false, without quotes, but is 'yes'.
            image-overrides: a=b        | IMAGE_OVERRIDES | verify.yml: image-overrides must be keys and values, but is 'a=b'.
            component: {a: b}           | COMPONENT       | verify.yml: component must be text, but is '{"a":"b"}'; put it in quotes if YAML reads it as something else.
            """)
    void aKnobOfTheWrongTypeIsNamed(String text, @ConvertWith(OptionConverter.class) Option option, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(text).value(option))
                .withMessage("%s", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CONTEXT", "IN_CLUSTER", "KUBECONFIG", "CONFIG", "LEVEL", "NO_APPLY", "KEEP", "REDIS_PASSWORD"})
    void whatNamesAClusterOrASecretIsNotInIt(@ConvertWith(OptionConverter.class) Option option) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read(option.key() + ": s3cret"))
                .withMessageStartingWith("verify.yml: %s is not a known key;", option.key())
                .withMessageNotContaining("s3cret");
    }

    @Test
    void itComesAfterFlagEnvironmentAndPropertyAndBeforeTheDefault() throws IOException {
        Path file = Files.writeString(directory.resolve("team.yml"), "rollout-timeout: 90\nnamespace: shop\n");
        Properties properties = new Properties();
        properties.setProperty("verify.namespace", "other");
        Settings settings = new SettingsReader(Map.of("VERIFY_CONFIG", file.toString()), properties)
                .flag(Options.MANIFESTS, directory.toString())
                .read();

        assertThat(settings.timeouts()).isEqualTo(new Timeouts(Duration.ofSeconds(120), Duration.ofSeconds(90)));
        assertThat(settings.namespace()).isEqualTo("other");
    }

    @Test
    void aSkipIsAcceptedWithAReasonUntilADay() throws IOException {
        List<Waiver> skips = read("""
                waivers:
                  - {check: redis-takes-a-burst, component: cache, reason: SHOP-12 raises the limit, until: 2026-12-31}
                  - {check: images-pinned, reason: SHOP-13, until: 2026-12-30}
                """).waivers(LocalDate.of(2026, 12, 30));

        assertThat(skips.get(0).why()).isEqualTo("SHOP-12 raises the limit, until 2026-12-31");
        assertThat(skips.get(0).covers("redis-takes-a-burst", "cache")).isTrue();
        assertThat(skips.get(0).covers("redis-takes-a-burst", "session")).isFalse();
        assertThat(skips.get(1).covers("images-pinned", "session")).isTrue();
        assertThat(skips.get(1).covers("redis-takes-a-burst", "session")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {check: a, until: 2026-12-31}            | verify.yml: waivers[0].reason is missing; add it.
            {reason: a, until: 2026-12-31}           | verify.yml: waivers[0].check is missing; add it.
            {check: a, reason: b}                    | verify.yml: waivers[0].until is missing; add it.
            {check: a, reason: b, until: soon}       | verify.yml: waivers[0].until must be a day, but is 'soon'; write for example 2026-12-31.
            {check: a, reason: b, until: 2026-12-29} | verify.yml: waivers[0].until must be today or later, but is '2026-12-29'; remove the waiver of a, or set a later day.
            {check: a, reason: b, util: 2026-12-29}  | verify.yml: waivers[0].util is not a known key; did you mean until? the keys of waivers[0] are: check, component, reason, until.
            """)
    void anythingElseIsNot(String skip, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("waivers: [%s]".formatted(skip)).waivers(LocalDate.of(2026, 12, 30)))
                .withMessage("%s", message);
    }

    @Test
    void whatIsNotYamlIsToldWithItsLine() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("clusters:\n  - {name: a\n"))
                .withMessage("verify.yml:2:5 is not YAML: what opens here is not closed; close it.");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("namespace: shop\nclusters:\n\t- {name: a}\n"))
                .withMessage("verify.yml:3:1 is not YAML: a tab is not allowed here; indent with spaces.");
    }

    @Test
    void whatIsBehindItsEndIsNotDroppedInSilence() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("namespace: shop\n---\nrollout-timeoutt: 0\n"))
                .withMessage("verify.yml must be one YAML document, but has 2; remove all but one of them.");
    }

    @Test
    void whatIsNoTextIsToldSo() throws IOException {
        Path file = Files.writeString(directory.resolve("verify.yml"), "namespace: shöp", StandardCharsets.UTF_16);

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> ConfigFile.read(file))
                .withMessage("%s must be text in UTF-8, but is not; save it in that encoding.", file);
    }

    @Test
    void ofTwoEqualKeysNoneWinsInSilence() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> read("clusters: []\nclusters: []\n"))
                .withMessageStartingWith("verify.yml:2 is not YAML: Duplicate");
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> ConfigFile.read(directory))
                .withMessageMatching("\\Q%s\\E cannot be read \\(\\w+\\); check the path and its permissions\\."
                        .formatted(directory));
    }

    @Test
    void itIsReadFromHereOrFromWhereItIsNamed() throws IOException {
        Files.writeString(
                directory.resolve("verify.yml"),
                "clusters: [{name: here, uid: aaaaaaaa-0000-4000-8000-000000000000, level: talk}]");
        Path other = Files.writeString(
                directory.resolve("team.yml"),
                "clusters: [{name: there, uid: aaaaaaaa-0000-4000-8000-000000000000, level: talk}]");
        Properties properties = new Properties();
        properties.setProperty("user.dir", directory.toString());
        SettingsReader reader = new SettingsReader(Map.of(), properties)
                .flag(Options.MANIFESTS, directory.toString())
                .flag(Options.KUBECONFIG, other.toString())
                .flag(Options.CONTEXT, "staging");

        assertThat(listed(reader)).isEqualTo("here, by verify.yml");
        assertThat(listed(reader.flag(Options.CONFIG, other.toString()))).isEqualTo("there, by team.yml");
    }

    @Test
    void whereThereIsNoneHereItIsReadAtHome() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path here = Files.createDirectory(directory.resolve("here"));
        Files.writeString(home.resolve("verify.yml"), "namespace: home");
        Properties properties = new Properties();
        properties.setProperty("user.dir", here.toString());
        properties.setProperty(SettingsReader.HOME, home.toString());
        SettingsReader reader = new SettingsReader(Map.of(), properties);

        assertThat(reader.value(Options.NAMESPACE)).isEqualTo("home");
        Files.writeString(here.resolve("verify.yml"), "namespace: here");
        assertThat(reader.value(Options.NAMESPACE)).isEqualTo("here");
    }

    @Test
    void aPathInItIsRelativeToIt() throws IOException {
        Files.createDirectory(directory.resolve("shop"));
        Files.createFile(directory.resolve("ca.pem"));
        Files.createFile(directory.resolve("one.tar.zst"));
        Files.writeString(directory.resolve("password"), "from-file");
        Path file = Files.writeString(directory.resolve("team.yml"), """
                manifests: shop
                report: out
                redis-ca: ca.pem
                redis-password-from: file:password
                image-archives: [one.tar.zst, %s]
                """.formatted(directory.resolve("one.tar.zst")));
        SettingsReader reader = new SettingsReader(Map.of("VERIFY_CONFIG", file.toString()), new Properties());
        Settings settings = reader.read();

        assertThat(settings.manifests()).isEqualTo(directory.resolve("shop"));
        assertThat(settings.report()).isEqualTo(directory.resolve("out"));
        assertThat(RedisAccess.of(settings))
                .isEqualTo(new RedisAccess(null, "from-file", false, directory.resolve("ca.pem")));
        assertThat(((Target.Ephemeral) settings.target()).archives())
                .containsExactly(directory.resolve("one.tar.zst"), directory.resolve("one.tar.zst"));
        assertThat(reader.flag(Options.REPORT, "mine").read().report())
                .as("what the run is told stays as it is")
                .isEqualTo(Path.of("mine"));
    }

    @Test
    void aFileThatIsNamedMustBeThere() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> new SettingsReader(Map.of("VERIFY_CONFIG", "/no/verify.yml"), new Properties())
                        .flag(Options.MANIFESTS, directory.toString())
                        .read())
                .withMessage(
                        "VERIFY_CONFIG is '/no/verify.yml', but that file cannot be read; check the path and its permissions.");
    }

    @Test
    void formerNamesWorkForAWhileAndSaySo() throws IOException {
        SettingsReader reader =
                reader("accepted-skips: [{claim: logs-clean, reason: SHOP-12, until: 2099-12-31}]\nclaim: a");

        Settings settings = reader.read();

        assertThat(settings.waivers()).extracting(Waiver::check).containsExactly("logs-clean");
        assertThat(settings.checks()).containsExactly("a");
        assertThat(reader.notices())
                .containsExactlyInAnyOrder(
                        "verify.yml: claim is now called check; the former name works until version 0.3.",
                        "verify.yml: accepted-skips is now called waivers; the former name works until version 0.3.",
                        "verify.yml: accepted-skips[0].claim is now called check; the former name works until version 0.3.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {waivers: [], accepted-skips: []} | verify.yml: accepted-skips and verify.yml: waivers are the same setting; use only verify.yml: waivers, its present name.
            {claim: a, check: b}              | verify.yml: claim and verify.yml: check are the same setting; use only verify.yml: check, its present name.
            """)
    void bothNamesAtOnceAreRefused(String text, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> reader(text).read())
                .withMessage("%s", message);
    }

    @Test
    void theDocumentationNamesEveryKey() throws IOException {
        String page = Files.readString(Path.of("docs/settings.md"));

        assertThat(Stream.of(ConfigFile.KEYS, ConfigFile.CLUSTER, ConfigFile.WAIVER)
                        .flatMap(Set::stream)
                        .map("`%s`"::formatted))
                .allMatch(page::contains, "is on the page");
    }

    private static String listed(SettingsReader reader) {
        AllowList allowed = ((Target.Shared) reader.read().target()).allowed();
        return allowed.clusters().get(0).name() + ", by " + allowed.file();
    }

    private SettingsReader reader(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("verify.yml"), text);
        return new SettingsReader(Map.of("VERIFY_CONFIG", file.toString()), new Properties())
                .flag(Options.MANIFESTS, directory.toString());
    }

    private ConfigFile read(String text) throws IOException {
        return ConfigFile.read(Files.writeString(directory.resolve("verify.yml"), text));
    }
}
