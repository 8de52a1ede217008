package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.Result;
import co.littleman.m1onk8s.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real faults on a real cluster: each is caught by the claim that should, for the right reason, and by no other. */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class BrokenStackIT {
    private static final String CONTAINER = "/spec/template/spec/containers/0";

    @TempDir
    private Path directory;

    @Test
    void aWrongServiceSelectorMatchesNothing(TestCluster on) {
        Variant variant = Variant.of(directory, "wrong-selector").with(Variant.SERVICE, "/spec/selector/role", "cahce");

        Verdict verdict = onlyFailure(Verification.run(on.install(variant)));

        assertThat(verdict.name()).isEqualTo("cache service-selects-own-pods");
        assertThat(verdict.cause()).isEqualTo("selector-matches-nothing");
        assertThat(verdict.message())
                .containsPattern("selector +application=redis,role=cahce +50-cache.svc.yml")
                .containsPattern("pod labels +application=redis,role=cache +50-cache.dep.yml")
                .contains("likely       a label is written differently in the two");
        assertThat(variant.directory().resolve("report/evidence/wrong-selector"))
                .isDirectoryContaining("glob:**/pods.yml")
                .isDirectoryContaining("glob:**/endpointslices.yml")
                .isDirectoryContaining("glob:**/events.txt")
                .isDirectoryContaining("glob:**/cache-*.redis.log");
    }

    @Test
    void aWrongImageTagIsNamed(TestCluster on) {
        Variant variant =
                Variant.of(directory, "wrong-tag").with(Variant.DEPLOYMENT, CONTAINER + "/image", "redis:7.0.99");

        Verdict verdict = onlyFailure(Verification.run(on.install(variant)));

        assertThat(verdict.name()).isEqualTo("cache rollout-complete");
        assertThat(verdict.cause()).isIn("image-pull-failed", "image-not-found");
        assertThat(verdict.reason())
                .contains("Container redis of Deployment cache")
                .contains("redis:7.0.99");
    }

    @Test
    void zeroReplicasServeNothing(TestCluster on) {
        Variant variant = Variant.of(directory, "zero-replicas").with(Variant.DEPLOYMENT, "/spec/replicas", 0);

        Verdict verdict = onlyFailure(Verification.run(on.install(variant)));

        assertThat(verdict.cause()).isEqualTo("no-replicas");
        assertThat(verdict.reason()).isEqualTo("Deployment cache asks for 0 pods, so nothing serves.");
    }

    @Test
    void aMisspeltFieldIsRejectedByItsPath(TestCluster on) {
        Variant variant = Variant.of(directory, "misspelt-field")
                .renamed(Variant.DEPLOYMENT, CONTAINER + "/readinessProbe", "readinesProbe");

        Verdict verdict = onlyFailure(Verification.run(on.install(variant)));

        assertThat(verdict.name()).isEqualTo("stack manifests-accepted");
        assertThat(verdict.cause()).isEqualTo("unknown-field");
        assertThat(verdict.reason()).contains("50-cache.dep.yml").contains("readinesProbe");
    }

    @Test
    void anUnknownKindIsNamedWithItsApiVersion(TestCluster on) {
        Variant variant =
                Variant.of(directory, "unknown-kind").with(Variant.DEPLOYMENT, "/apiVersion", "extensions/v1beta1");

        Verdict verdict = onlyFailure(Verification.run(on.install(variant)));

        assertThat(verdict.cause()).isEqualTo("unknown-kind");
        assertThat(verdict.reason())
                .isEqualTo("50-cache.dep.yml: the API server knows no Deployment in extensions/v1beta1.");
    }

    @Test
    void anAnnotationThatIsNoStringIsRejected(TestCluster on) {
        Variant variant = Variant.of(directory, "unquoted")
                .with(Variant.SERVICE, "/metadata/annotations/prometheus.io~1scrape", true);

        Verdict verdict = onlyFailure(Verification.run(on.install(variant)));

        assertThat(verdict.cause()).isEqualTo("manifest-rejected");
        assertThat(verdict.seen()).contains("prometheus.io/scrape: expected string");
    }

    @Test
    void aNamespaceThatNoManifestMakesIsMissing(TestCluster on) {
        Variant variant = Variant.of(directory, "no-namespace").without("20-m1onk8s-littleman-co.ns.yml");

        Verdict verdict = onlyFailure(Verification.run(on.install(variant)));

        assertThat(verdict.cause()).isEqualTo("namespace-missing");
        assertThat(verdict.reason()).contains("there is no namespace no-namespace");
    }

    @Test
    void aServiceOnTheWrongPortIsRefusedByNameAndNotThroughTheTunnel(TestCluster on) {
        Variant variant = Variant.of(directory, "wrong-port").with(Variant.SERVICE, "/spec/ports/0/targetPort", 6380);

        Result result = Verification.run(on.install(variant));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(verdict(result, "cluster-ip-answers").cause()).isEqualTo("connection-refused");
        assertThat(verdict(result, "redis-answers-ping").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aCrashingContainerIsToldWithItsEnd(TestCluster on) {
        Variant variant =
                Variant.of(directory, "crash").with(Variant.DEPLOYMENT, CONTAINER + "/args/0", "--no-such-flag");

        Verdict verdict = onlyFailure(Verification.run(on.install(variant)));

        assertThat(verdict.cause()).isEqualTo("crash-loop");
        assertThat(variant.directory().resolve("report/evidence/crash"))
                .isDirectoryContaining("glob:**/cache-*.redis.previous.log");
    }

    @Test
    void aRequiredPasswordThatWeDoNotHaveIsSaidSo(TestCluster on) {
        Variant variant = Variant.of(directory, "no-password")
                .with(Variant.DEPLOYMENT, CONTAINER + "/args/0", "--requirepass")
                .with(Variant.DEPLOYMENT, CONTAINER + "/readinessProbe/exec/command", new String[] {"true"})
                .renamed(Variant.DEPLOYMENT, CONTAINER + "/livenessProbe", "startupProbe");

        Result result = Verification.run(on.install(variant));

        assertThat(verdict(result, "redis-answers-ping").cause()).isEqualTo("redis-noauth");
        assertThat(verdict(result, "redis-keeps-a-key").reason()).isEqualTo("ground: redis-answers-ping");
        assertThat(verdict(result, "redis-answers-by-name").cause()).isEqualTo("redis-noauth");
    }

    @Test
    void anObjectThatIsNotThereFailsAStackThatIsOnlyJudged(TestCluster on) {
        Variant variant = Variant.of(directory, "never-installed");

        Verdict verdict = onlyFailure(Verification.run(on.observe(variant, "objects-present")));

        assertThat(verdict.cause()).isEqualTo("object-missing");
        assertThat(verdict.reason())
                .isEqualTo("Not on the cluster: Namespace never-installed, Deployment never-installed/cache, "
                        + "Service never-installed/cache.");
        assertThat(Files.exists(variant.directory().resolve("report/verdicts.json")))
                .isTrue();
    }

    private static Verdict onlyFailure(Result result) {
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.outcome() == Outcome.FAIL || verdict.outcome() == Outcome.INCONCLUSIVE)
                .as("what is not PASS or SKIPPED")
                .hasSize(1);
        return result.verdicts().stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAIL)
                .findFirst()
                .orElseThrow();
    }

    private static Verdict verdict(Result result, String claim) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.claim().equals(claim))
                .findFirst()
                .orElseThrow();
    }
}
