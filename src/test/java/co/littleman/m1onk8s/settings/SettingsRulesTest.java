// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.kinds.redis.model.RedisOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact message of each rule about one option. */
class SettingsRulesTest {
    private SettingsReader reader = new SettingsReader(Map.of(), new Properties());

    @BeforeEach
    void someManifests(@TempDir Path manifests) {
        reader = reader.flag(Options.MANIFESTS, manifests.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "/no/such/directory, 'correct the path, of which only / exists'",
        "/etc/no/such.yml, 'correct the path, of which only /etc exists'",
        "/dev/null, 'it is neither, so save the manifests in a file'",
    })
    void manifestsMustBeADirectoryOrAFile(String path, String next) {
        refused(Options.MANIFESTS, path)
                .withMessage("--manifests must be a directory or a file that exists, but is '%s'; %s.", path, next);
    }

    @Test
    void ofARelativePathTheDirectoryIsNamedInWhichItIsLookedFor() {
        refused(Options.MANIFESTS, "no-such.yml")
                .withMessage(
                        "--manifests must be a directory or a file that exists, but is 'no-such.yml'; correct the path, of which only %s exists.",
                        Path.of("").toAbsolutePath());
    }

    @ParameterizedTest
    @CsvSource({"NO_APPLY, --no-apply", "KEEP, --keep", "REDIS_TLS, --redis-tls"})
    void aSwitchIsTrueOrFalse(@ConvertWith(OptionConverter.class) Option option, String flag) {
        refused(option, "yes").withMessage("%s must be true or false, but is 'yes'.", flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1m", "100000", "060"})
    void aBudgetCountsWholeSeconds(String seconds) {
        refused(Options.ROLLOUT_TIMEOUT, seconds)
                .withMessage(
                        "--rollout-timeout must be a whole number of seconds from 1 to 99999, but is '%s'; write for example 60.",
                        seconds);
    }

    @Test
    void theBudgetOfTheClusterFollowsTheSameRule() {
        refused(Options.CLUSTER_TIMEOUT, "soon")
                .withMessage(
                        "--cluster-timeout must be a whole number of seconds from 1 to 99999, but is 'soon'; write for example 60.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "10m", "soon", "9", "100000", "060"})
    void theDeadlineIsNoShorterThanAnyRun(String seconds) {
        refused(Options.DEADLINE, seconds)
                .withMessage(
                        "--deadline must be a whole number of seconds from 10 to 99999, but is '%s'; write for example 600.",
                        seconds);
    }

    @Test
    void anArchiveMustBeOneOfImages() {
        refused(Options.IMAGE_ARCHIVES, "/no/such.tar")
                .withMessage(
                        "--image-archives is '/no/such.tar', but there is no such file; correct the path, or write one with 'docker save -o images.tar IMAGE'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror.example:5000", "ftp://mirror.example", "http://", "http://a b"})
    void aMirrorIsAUrl(String mirror) {
        refused(Options.REGISTRY_MIRROR, mirror)
                .withMessage(
                        "--registry-mirror must be a URL, but is '%s'; write for example http://mirror.example:5000.",
                        mirror);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "=web", "role=web=1"})
    void aLabelIsANameAndAValue(String label) {
        refused(Options.CLIENT_LABELS, label)
                .withMessage(
                        "--client-labels must be a name and a value with = between them, but is '%s'; write for example role=web.",
                        label);
    }

    @Test
    void theCaOfRedisMustBeReadable() {
        refused(RedisOptions.CA, "/no/ca.pem")
                .withMessage(
                        "--redis-ca is '/no/ca.pem', but that file cannot be read; check the path and its permissions.");
    }

    @ParameterizedTest
    @CsvSource({
        "env:NO_SUCH, that variable is not set; set it for the run.",
        "file:/no/file, that file cannot be read; check the path and its permissions."
    })
    void aReferenceToThePasswordMustLeadSomewhere(String reference, String rule) {
        refused(RedisOptions.PASSWORD_FROM, reference)
                .withMessage("--redis-password-from is '%s', but %s", reference, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret:s3cret", "secret:a/b/c", "secret:/key", "secret:name/", "secret:Name/key"})
    void aSecretIsNamedByItsNameAndAKey(String reference) {
        refused(RedisOptions.PASSWORD_FROM, reference)
                .withMessage(
                        "--redis-password-from must name a Secret and a key in it; write for example secret:shop/password.");
    }

    @Test
    void aPasswordInPlaceOfAReferenceIsNotRepeated() {
        refused(RedisOptions.PASSWORD_FROM, "s3cret")
                .withMessage(
                        "--redis-password-from must say where the password is, and must not be the password itself; write env:NAME, file:PATH or secret:NAME/KEY.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis:7", "=mine:7", "redis:7="})
    void anOverrideHasTwoSides(String override) {
        refused(Options.IMAGE_OVERRIDES, override)
                .withMessage(
                        "--image-overrides must be NAME=IMAGE, but is '%s'; write for example nginx:1.27=mine:1.27.",
                        override);
    }

    @Test
    void anOverrideIsNamedByWhereItIsSet(@TempDir Path manifests) {
        SettingsReader reader = new SettingsReader(Map.of("VERIFY_IMAGES_BUILT", "redis:7"), new Properties())
                .flag(Options.MANIFESTS, manifests.toString());

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(reader::read)
                .withMessage(
                        "VERIFY_IMAGES_BUILT must be NAME=IMAGE, but is 'redis:7'; write for example nginx:1.27=mine:1.27.");
    }

    @Test
    void aFormatOfTheReportIsOneOfAFew() {
        refused(Options.REPORT_FORMAT, "junit,xml")
                .withMessage("--report-format must be one or more of json, junit, but is 'xml'.");
    }

    private ThrowableAssertAlternative<SettingsException> refused(Option option, String value) {
        return assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> reader.flag(option, value).read());
    }
}
