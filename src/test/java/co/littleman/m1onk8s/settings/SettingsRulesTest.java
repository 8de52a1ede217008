package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact message of each rule about one knob. */
class SettingsRulesTest {
    private SettingsReader reader = new SettingsReader(Map.of(), new Properties());

    @BeforeEach
    void someManifests(@TempDir Path manifests) {
        reader = reader.flag(Knob.MANIFESTS, manifests.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/directory", "/etc/hostname"})
    void manifestsMustBeADirectory(String directory) {
        refused(Knob.MANIFESTS, directory)
                .withMessage(
                        "--manifests is '%s', but there is no such directory; give the directory that holds the numbered manifests.",
                        directory);
    }

    @ParameterizedTest
    @CsvSource({"NO_APPLY, --no-apply", "KEEP, --keep", "REDIS_TLS, --redis-tls"})
    void aSwitchIsTrueOrFalse(Knob knob, String flag) {
        refused(knob, "yes").withMessage("%s is 'yes', but it is a switch; say true or false.", flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1m", "100000", "060"})
    void aBudgetCountsWholeSeconds(String seconds) {
        refused(Knob.ROLLOUT_TIMEOUT, seconds)
                .withMessage(
                        "--rollout-timeout is '%s', but it counts whole seconds, from 1 to 99999; write for example 60.",
                        seconds);
    }

    @Test
    void theBudgetOfTheClusterFollowsTheSameRule() {
        refused(Knob.CLUSTER_TIMEOUT, "soon")
                .withMessage(
                        "--cluster-timeout is 'soon', but it counts whole seconds, from 1 to 99999; write for example 60.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "10m", "soon", "9", "100000", "060"})
    void theDeadlineIsNoShorterThanAnyRun(String seconds) {
        refused(Knob.DEADLINE, seconds)
                .withMessage(
                        "--deadline is '%s', but it counts whole seconds, from 10, which any run needs, to 99999; write for example 600.",
                        seconds);
    }

    @Test
    void anArchiveMustBeReadable() {
        refused(Knob.IMAGE_ARCHIVES, "/no/such.tar")
                .withMessage(
                        "--image-archives is '/no/such.tar', but that file cannot be read; give a tar made by 'docker save'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror.example:5000", "ftp://mirror.example", "http://", "http://a b"})
    void aMirrorIsAUrl(String mirror) {
        refused(Knob.REGISTRY_MIRROR, mirror)
                .withMessage(
                        "--registry-mirror is '%s', but a mirror is a URL; write for example http://mirror.example:5000.",
                        mirror);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "=web", "role=web=1"})
    void aLabelIsANameAndAValue(String label) {
        refused(Knob.CLIENT_LABELS, label)
                .withMessage(
                        "--client-labels is '%s', but a label is a name and a value; write for example role=web.",
                        label);
    }

    @Test
    void theCaOfRedisMustBeReadable() {
        refused(Knob.REDIS_CA, "/no/ca.pem")
                .withMessage(
                        "--redis-ca is '/no/ca.pem', but that file cannot be read; check the path and its permissions.");
    }

    @ParameterizedTest
    @CsvSource({
        "env:NO_SUCH, the environment has no such variable; set it for the run.",
        "file:/no/file, that file cannot be read; check the path and its permissions."
    })
    void aReferenceToThePasswordMustLeadSomewhere(String reference, String rule) {
        refused(Knob.REDIS_PASSWORD_FROM, reference)
                .withMessage("--redis-password-from is '%s', but %s", reference, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret:s3cret", "secret:a/b/c", "secret:/key", "secret:name/", "secret:Name/key"})
    void aSecretIsNamedByItsNameAndAKey(String reference) {
        refused(Knob.REDIS_PASSWORD_FROM, reference)
                .withMessage(
                        "--redis-password-from names a Secret by its name and a key; write for example secret:redis/password.");
    }

    @Test
    void aPasswordInPlaceOfAReferenceIsNotRepeated() {
        refused(Knob.REDIS_PASSWORD_FROM, "s3cret")
                .withMessage(
                        "--redis-password-from says where the password is, as env:NAME, file:PATH or secret:NAME/KEY, and is never the password.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis:7", "=mine:7", "redis:7="})
    void anOverrideHasTwoSides(String override) {
        refused(Knob.IMAGE_OVERRIDES, override)
                .withMessage(
                        "--image-overrides is '%s', but an override reads NAME=IMAGE; write for example redis:7=mine:7.",
                        override);
    }

    private ThrowableAssertAlternative<SettingsException> refused(Knob knob, String value) {
        return assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> reader.flag(knob, value).read());
    }
}
