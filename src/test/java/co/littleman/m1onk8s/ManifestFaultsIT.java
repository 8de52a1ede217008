package co.littleman.m1onk8s;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.Result;
import co.littleman.m1onk8s.verdict.Verdict;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Faults that reading tells: in the manifests, and in what became of them on a real cluster. */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class ManifestFaultsIT {
    private static final String TEMPLATE = "/spec/template/spec";
    private static final String REDIS = TEMPLATE + "/containers/0";
    private static final String EXPORTER = TEMPLATE + "/containers/1";

    private static final String BUDGET = """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: cache, namespace: "%%s"}
            spec: {%s, selector: {matchLabels: {role: cache}}}
            """;

    @TempDir
    private Path directory;

    @Test
    void aVersionThatIsNoLongerServedIsNamedWithItsSuccessor(TestCluster on) {
        Variant variant = variant("removed").with(Variant.DEPLOYMENT, "/apiVersion", "extensions/v1beta1");

        assertThat(failure(on, variant, "manifests-accepted").message())
                .contains("served   Deployment in apps/v1")
                .contains("its successor here is apps/v1");
    }

    @Test
    void aDeprecatedVersionIsNamedInTheServersWords(TestCluster on) {
        Variant variant = variant("deprecated").also("60-old.yml", """
                apiVersion: v1
                kind: Endpoints
                metadata: {name: old, namespace: "%s"}
                """);

        Verdict verdict = failure(on, variant, "apis-current");

        assertThat(verdict.cause()).isEqualTo("api-deprecated");
        assertThat(verdict.reason()).isEqualTo("60-old.yml: Endpoints in v1 is deprecated.");
        assertThat(verdict.seen())
                .isEqualTo("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
    }

    @Test
    void aSelectorThatDoesNotMatchItsTemplate(TestCluster on) {
        Variant variant = variant("selector");
        Verification.run(on.install(variant, "objects-present"));
        variant.with(Variant.DEPLOYMENT, "/spec/selector/matchLabels/role", "cahce");

        Verdict verdict = verdict(Verification.run(on.observe(variant)), "selector-matches-template");

        assertThat(verdict.cause()).isEqualTo("selector-mismatch");
        assertThat(verdict.message()).containsPattern("selector +application=redis,role=cahce +50-cache.dep.yml");
    }

    @Test
    void aSecondWorkloadWithTheSameLabels(TestCluster on) {
        Variant variant = variant("twins").also("60-twin.yml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: twin, namespace: "%s"}
                spec:
                  replicas: 0
                  selector: {matchLabels: {application: redis, role: cache, twin: "yes"}}
                  template:
                    metadata: {labels: {application: redis, role: cache, twin: "yes"}}
                    spec: {containers: [{name: redis, image: "redis:7.0.15"}]}
                """);

        Result result = Verification.run(on.install(variant, "selector-matches-template", "service-selects-own-pods"));

        assertThat(verdict(result, "selector-matches-template").cause()).isEqualTo("selectors-overlap");
        assertThat(verdict(result, "service-selects-own-pods").reason())
                .isEqualTo("Service cache also selects the pods of deployment/twin.");
    }

    @Test
    void aForeignPodBehindTheService(TestCluster on) {
        Variant variant = variant("foreign");
        Verification.run(on.install(variant, "objects-present"));
        on.cluster()
                .client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("stray")
                        .withNamespace("foreign")
                        .withLabels(Map.of("application", "redis", "role", "cache", "by", "hand"))
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("sleep")
                        .withImage("nowhere.invalid/none:1")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();

        Verdict verdict = verdict(Verification.run(on.observe(variant)), "service-selects-own-pods");

        assertThat(verdict.cause()).isEqualTo("foreign-endpoint");
        assertThat(verdict.reason()).isEqualTo("Service cache also selects pod stray.");
    }

    @Test
    void aMisspeltServiceSelector(TestCluster on) {
        Variant variant = variant("misspelt").with(Variant.SERVICE, "/spec/selector/role", "cahce");

        assertThat(failure(on, variant, "service-selects-own-pods").cause()).isEqualTo("selector-matches-nothing");
    }

    @Test
    void portsThatNobodyHas(TestCluster on) {
        Variant variant = variant("nowhere")
                .with(Variant.SERVICE, "/spec/ports/0/targetPort", "reddis")
                .with(Variant.SERVICE, "/spec/ports/1/targetPort", 9191);

        Verdict verdict = failure(on, variant, "ports-lead-somewhere");

        assertThat(verdict.cause()).isEqualTo("port-leads-nowhere");
        assertThat(verdict.message())
                .contains("Port 6379 of Service cache leads nowhere: no container declares a port of the name reddis.")
                .contains("Port 9121 of Service cache leads nowhere: no container declares a port of the number 9191.");
    }

    @Test
    void theArticlesExporterWithRedisOwnPort(TestCluster on) {
        Variant variant = variant("twice")
                .with(Variant.DEPLOYMENT, EXPORTER + "/ports/0/containerPort", 6379)
                .with(Variant.DEPLOYMENT, EXPORTER + "/readinessProbe/tcpSocket/port", 9121)
                .with(Variant.DEPLOYMENT, EXPORTER + "/livenessProbe/tcpSocket/port", 9121);

        Verdict verdict = failure(on, variant, "ports-lead-somewhere");

        assertThat(verdict.cause()).isEqualTo("port-declared-twice");
        assertThat(verdict.reason())
                .isEqualTo("Containers redis and exporter of Deployment cache both declare port 6379.");
    }

    @Test
    void anImageThatIsNotPinned(TestCluster on) {
        Variant variant = variant("latest").with(Variant.DEPLOYMENT, REDIS + "/image", "redis:latest");

        Verdict verdict = failure(on, variant, "images-pinned");

        assertThat(verdict.cause()).isEqualTo("image-not-pinned");
        assertThat(verdict.reason())
                .isEqualTo("Container redis of Deployment cache runs whatever redis:latest means that day.");
    }

    @Test
    void resourcesThatNobodyDeclares(TestCluster on) {
        Variant variant = variant("unlimited").with(Variant.DEPLOYMENT, EXPORTER + "/resources", Map.of());

        Verdict verdict = failure(on, variant, "resources-declared");

        assertThat(verdict.cause()).isEqualTo("resources-missing");
        assertThat(verdict.reason())
                .isEqualTo("Container exporter of Deployment cache lacks "
                        + "a request for cpu, a request for memory, a limit of memory.");
    }

    @Test
    void resourcesThatALimitRangeFillsIn(TestCluster on) {
        Variant variant = variant("filled-in")
                .with(Variant.DEPLOYMENT, EXPORTER + "/resources", Map.of())
                .also("30-limits.yml", """
                apiVersion: v1
                kind: LimitRange
                metadata: {name: defaults, namespace: "%s"}
                spec: {limits: [{type: Container, default: {cpu: 100m, memory: 32Mi}}]}
                """);

        assertThat(verdict(Verification.run(on.install(variant)), "resources-declared")
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void aServiceAndAPodThatAreOpenToTheOutside(TestCluster on) {
        Variant variant = variant("open")
                .with(Variant.SERVICE, "/spec/type", "NodePort")
                .with(Variant.DEPLOYMENT, REDIS + "/ports/0/hostPort", 6379);

        Verdict verdict = failure(on, variant, "nothing-exposed");

        assertThat(verdict.cause()).isEqualTo("exposed");
        assertThat(verdict.message())
                .contains("Service cache is open to the outside of the cluster: type NodePort.")
                .contains("Deployment cache is open to the outside of the cluster: hostPort 6379.");
    }

    @Test
    void aStoreWithATwinInEveryWay(TestCluster on) {
        Variant variant = variant("not-alone")
                .with(Variant.DEPLOYMENT, "/spec/replicas", 2)
                .with(Variant.DEPLOYMENT, "/spec/strategy", Map.of("type", "RollingUpdate"))
                .with(Variant.SERVICE, "/spec/sessionAffinity", "ClientIP")
                .also("60-cache.hpa.yml", """
                        apiVersion: autoscaling/v2
                        kind: HorizontalPodAutoscaler
                        metadata: {name: cache, namespace: "%s"}
                        spec:
                          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: cache}
                          maxReplicas: 3
                        """);

        Verdict verdict = failure(on, variant, "store-stands-alone");

        assertThat(verdict.cause()).isEqualTo("store-replicated");
        assertThat(verdict.message())
                .contains("Deployment cache runs 2 stores behind one address")
                .contains("two stores answer under one address")
                .contains("HorizontalPodAutoscaler cache gives Deployment cache up to 3 stores")
                .contains("Service cache ties each client to one pod");
    }

    @Test
    void aBudgetThatLetsNothingGo(TestCluster on) {
        Variant variant = variant("undrainable").also("60-cache.pdb.yml", BUDGET.formatted("minAvailable: 1"));

        Verdict verdict = failure(on, variant, "disruption-budget-lets-drain");

        assertThat(verdict.cause()).isEqualTo("drain-blocked");
        assertThat(verdict.seen()).isEqualTo("minAvailable 1, of 1");
    }

    @Test
    void aBudgetThatLetsOneGo(TestCluster on) {
        Variant variant = variant("drainable").also("60-cache.pdb.yml", BUDGET.formatted("maxUnavailable: 1"));

        assertThat(verdict(
                                Verification.run(on.install(variant, "disruption-budget-lets-drain")),
                                "disruption-budget-lets-drain")
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void aServiceCalledRedis(TestCluster on) {
        Variant variant = variant("unsafe").with(Variant.SERVICE, "/metadata/name", "redis");

        Verdict verdict = failure(on, variant, "service-names-safe");

        assertThat(verdict.cause()).isEqualTo("service-name-unsafe");
        assertThat(verdict.reason()).contains("REDIS_PORT=tcp://");
    }

    @Test
    void aFieldThatWasChangedByHand(TestCluster on) {
        Variant variant = variant("by-hand");
        Verification.run(on.install(variant, "rollout-complete"));
        on.cluster()
                .client()
                .apps()
                .deployments()
                .inNamespace("by-hand")
                .withName("cache")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.STRATEGIC_MERGE)
                                .withFieldManager("night-shift")
                                .build(),
                        "{\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"redis\", \"args\": "
                                + "[\"--maxmemory\", \"50mb\"]}]}}}}");

        Verdict verdict = verdict(Verification.run(on.observe(variant)), "live-equals-manifests");

        assertThat(verdict.cause()).isEqualTo("drifted");
        assertThat(verdict.reason())
                .isEqualTo("Deployment by-hand/cache is not as its manifest says: "
                        + "spec.template.spec.containers[redis].args.");
        assertThat(verdict.message()).contains("by night-shift at 20");
    }

    @Test
    void podsThatRunAnotherImageThanDeclared(TestCluster on) {
        Variant variant = variant("other-image");
        Verification.run(on.install(variant, "rollout-complete"));
        variant.with(Variant.DEPLOYMENT, REDIS + "/image", "redis:7.0.14");

        Result result = Verification.run(on.observe(variant));

        assertThat(verdict(result, "pods-as-declared").cause()).isEqualTo("drifted");
        assertThat(verdict(result, "pods-as-declared").reason())
                .startsWith("Container redis of pod cache-")
                .endsWith(" runs another image than declared.");
        assertThat(verdict(result, "live-equals-manifests").reason()).endsWith("containers[redis].image.");
        assertThat(List.of("rollout-complete", "resources-declared", "images-pinned"))
                .allSatisfy(
                        claim -> assertThat(verdict(result, claim).outcome()).isEqualTo(Outcome.PASS));
    }

    private Variant variant(String namespace) {
        return Variant.of(directory, namespace);
    }

    private static Verdict failure(TestCluster on, Variant variant, String claim) {
        Verdict verdict = verdict(Verification.run(on.install(variant, claim)), claim);
        assertThat(verdict.outcome()).as(verdict.message()).isEqualTo(Outcome.FAIL);
        return verdict;
    }

    private static Verdict verdict(Result result, String claim) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.claim().equals(claim))
                .findFirst()
                .orElseThrow();
    }
}
