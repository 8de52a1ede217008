package co.littleman.m1onk8s.staging;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.TestCluster;
import co.littleman.m1onk8s.Variant;
import co.littleman.m1onk8s.Verification;
import co.littleman.m1onk8s.rights.Rbac;
import co.littleman.m1onk8s.rights.Right;
import co.littleman.m1onk8s.rights.Rights;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Settings;
import co.littleman.m1onk8s.settings.Target;
import co.littleman.m1onk8s.stack.Stack;
import co.littleman.m1onk8s.verdict.Outcome;
import co.littleman.m1onk8s.verdict.Progress;
import co.littleman.m1onk8s.verdict.Result;
import co.littleman.m1onk8s.verdict.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster as if it were one that people depend on: how far a run goes there, and that it goes no further. */
@Tag("proof")
@ExtendWith(TestCluster.Resolver.class)
class StagingIT {
    @TempDir
    private Path directory;

    @Test
    void whoOnlyObservesSendsNothingThatWritesAndChangesNothing(TestCluster on) {
        Variant variant = installed(on, "observed");
        List<String> before = state(on, variant);

        Result result = Verification.run(on.shared(variant, existing(on, "default"), Level.OBSERVE));

        assertThat(result.exitCode()).as(findings(result)).isZero();
        assertThat(result.run().apiWrites()).isZero();
        assertThat(result.run().apiRequests()).isPositive();
        assertThat(state(on, variant)).isEqualTo(before);
        assertThat(result.run().cluster().level()).isEqualTo("observe");
        assertThat(result.run().cluster().context()).isEqualTo("default");
        assertThat(result.run().cluster().uid()).isEqualTo(uid(on));
        assertThat(result.run().cluster().user()).isNotEmpty();
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.reason().equals("level: needs install"))
                .extracting(Verdict::claim)
                .containsExactly("manifests-accepted");
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.outcome() != Outcome.PASS)
                .allMatch(verdict -> verdict.reason().matches("(level|need): .*"));
    }

    @Test
    void onAClusterThatIsNotOnTheListNothingIsSentThatWrites(TestCluster on) {
        Variant variant = Variant.of(directory, "unlisted");
        AllowedCluster other = new AllowedCluster("other", "another-uid", Level.INSTALL, false);

        Result result = Verification.run(on.shared(variant, existing(on, "default", other), Level.INSTALL));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.run().apiWrites()).isZero();
        assertThat(causes(result)).containsExactly("cluster-not-allowed");
        assertThat(findings(result)).contains("- {name: default, uid: %s, level: install}".formatted(uid(on)));
        assertThat(on.cluster().client().namespaces().withName("unlisted").get())
                .isNull();
    }

    @Test
    void theOwnerOfTheNamespaceHasTheLastWord(TestCluster on) {
        on.cluster()
                .client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("capped")
                        .withLabels(Map.of("m1onk8s.littleman.co/max-level", "talk"))
                        .endMetadata()
                        .build())
                .create();
        Variant variant = installed(on, "capped");

        Result result = Verification.run(
                on.shared(variant, existing(on, "default", listed(on, "staging", false)), Level.INSTALL));

        assertThat(result.exitCode()).as(findings(result)).isZero();
        assertThat(result.run().cluster().level()).isEqualTo("talk");
        assertThat(result.verdicts())
                .filteredOn(verdict -> verdict.claim().equals("redis-keeps-a-key"))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.PASS);
        assertThat(result.verdicts())
                .extracting(Verdict::reason)
                .contains("level: needs probe", "level: needs disrupt", "level: needs install");
    }

    @Test
    void aNameThatLooksLikeProductionIsRefusedUnlessTheListSaysThatItIs(TestCluster on) throws IOException {
        Variant variant = installed(on, "lookalike");
        Path kubeconfig = Files.writeString(
                directory.resolve("prod.kubeconfig"),
                on.cluster()
                        .kubeconfig()
                        .replaceAll("name: \"?default\"?", "name: eu-prod")
                        .replaceAll("(cluster|user): \"?default\"?", "$1: eu-prod"));

        Result refused = Verification.run(
                on.shared(variant, existing(kubeconfig, "eu-prod", listed(on, "staging", false)), Level.TALK));
        Result meant = Verification.run(on.shared(
                variant,
                existing(kubeconfig, "eu-prod", listed(on, "staging", true)),
                Level.TALK,
                "redis-answers-ping"));

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.run().apiWrites()).isZero();
        assertThat(causes(refused)).containsOnly("looks-like-production");
        assertThat(meant.exitCode()).as(findings(meant)).isZero();
        assertThat(meant.run().apiWrites()).isPositive();
    }

    @Test
    void aNamespaceThatIsNotThereIsSaidAndNothingIsSentThatWrites(TestCluster on) {
        Result result = Verification.run(on.shared(
                Variant.of(directory, "nowhere"),
                existing(on, "default", listed(on, "staging", false)),
                Level.DISRUPT));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.run().apiWrites()).isZero();
        assertThat(causes(result)).containsOnly("namespace-absent");
    }

    @Test
    void aServiceThatIsNotThereIsTheStacksFault(TestCluster on) {
        Variant variant = installed(on, "halved");
        on.cluster().client().services().inNamespace("halved").withName("cache").delete();

        Result result = Verification.run(on.shared(variant, existing(on, "default"), Level.OBSERVE, "objects-present"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(causes(result)).containsExactly("object-missing");
        assertThat(findings(result)).contains("Not on the cluster: Service halved/cache.");
    }

    @Test
    void aCertificateThatTheKubeconfigDoesNotVouchForIsToldApart(TestCluster on) throws IOException {
        Path kubeconfig = Files.writeString(
                directory.resolve("no-ca.kubeconfig"),
                on.cluster().kubeconfig().replaceAll("certificate-authority-data: .*", "tls-server-name: \"\""));

        Result result = Verification.run(
                on.shared(Variant.of(directory, "untrusted"), existing(kubeconfig, "default"), Level.OBSERVE));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(causes(result)).containsOnly("api-certificate");
    }

    @Test
    void aPodsOwnServiceAccountIsAWayInAndIsToldWhatItMayNotDo(TestCluster on) throws IOException {
        Variant variant = installed(on, "inside");

        Result result = Verification.run(
                on.shared(variant, account(on, "inside", "default"), Level.OBSERVE, "objects-present"));

        assertThat(result.run().cluster().context()).isEqualTo("in-cluster");
        assertThat(causes(result)).containsExactly("rights-missing");
        assertThat(findings(result)).contains("13 rights are missing for a run at observe.");
        assertThat(result.run().apiWrites()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"OBSERVE", "TALK", "PROBE", "INSTALL"})
    void withTheRightsThatArePrintedALevelPasses(Level level, TestCluster on) throws IOException {
        String namespace = "printed-" + level.word();
        Variant variant = installed(on, namespace);
        Settings settings = on.shared(variant, account(on, namespace, "m1onk8s-verify"), level);
        grant(on, namespace, Rights.of(level, Stack.read(settings), settings.reach()));

        Result result = Verification.run(settings);

        assertThat(result.exitCode()).as(findings(result)).isZero();
        assertThat(result.run().cluster().level()).isEqualTo(level.word());
        if (level == Level.PROBE) {
            assertThat(result.run().audit()).singleElement().satisfies(audit -> {
                assertThat(audit.before()).hasSize(3).isEqualTo(audit.after());
                assertThat(audit.unexpected()).isEmpty();
                assertThat(audit.unseen()).containsExactly("statefulsets", "daemonsets", "configmaps", "secrets");
            });
        }
        assertThat(result.run().cluster().user())
                .isEqualTo("system:serviceaccount:%s:m1onk8s-verify".formatted(namespace));
    }

    @Test
    void withoutAnyOneOfThemThePreflightNamesIt(TestCluster on) throws IOException {
        Variant variant = installed(on, "lacking");
        Settings settings =
                on.shared(variant, account(on, "lacking", "m1onk8s-verify"), Level.INSTALL, "objects-present");
        List<Right> rights = Rights.of(Level.INSTALL, Stack.read(settings), settings.reach());
        for (Right left : rights) {
            grant(
                    on,
                    "lacking",
                    rights.stream().filter(right -> !right.equals(left)).toList());

            Result result = Verification.run(settings);

            assertThat(causes(result)).as(left.toString()).containsOnly("rights-missing");
            assertThat(findings(result))
                    .contains("A right is missing for a run at install.")
                    .contains("missing   " + left);
        }
    }

    @Test
    void ofTwoRunsAtOnceOneEndsAtTheLeaseOfTheOther(TestCluster on) {
        Variant variant = installed(on, "twice-at-once");
        Settings settings = on.shared(variant, existing(on, "default", listed(on, "staging", false)), Level.TALK);
        LeaseWatch lease = new LeaseWatch(on, "twice-at-once");

        CompletableFuture<Result> first = CompletableFuture.supplyAsync(() -> Verification.run(settings));
        lease.awaitHolder();
        Result second = Verification.run(on.shared(
                Variant.of(directory.resolve("second"), "twice-at-once"),
                (Target.Shared) settings.target(),
                Level.TALK));

        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(causes(second)).containsOnly("lease-held");
        assertThat(findings(second))
                .contains("Another run is at work in namespace twice-at-once: run %s on "
                        .formatted(first.join().run().id()));
        assertThat(first.join().exitCode()).as(findings(first.join())).isZero();
        assertThat(lease.holder()).isEmpty();
    }

    @Test
    void theLeaseOfARunThatWasKilledIsTakenOverWhenItHasRunOut(TestCluster on) {
        Variant variant = installed(on, "killed");
        on.cluster().client().resource("""
                        apiVersion: coordination.k8s.io/v1
                        kind: Lease
                        metadata: {name: m1onk8s-verify, namespace: killed}
                        spec:
                          holderIdentity: run 0badc0de on elsewhere
                          leaseDurationSeconds: 60
                          acquireTime: "2026-01-01T00:00:00.000000Z"
                          renewTime: "2026-01-01T00:00:00.000000Z"
                        """).create();
        List<String> said = new CopyOnWriteArrayList<>();

        Result result = Verification.run(
                on.shared(
                        variant,
                        existing(on, "default", listed(on, "staging", false)),
                        Level.TALK,
                        "redis-answers-ping"),
                new Progress() {
                    @Override
                    public void note(String line) {
                        said.add(line);
                    }
                });

        assertThat(result.exitCode()).as(findings(result)).isZero();
        assertThat(said)
                .anyMatch(line -> line.matches(
                        "lease:     taken over from run 0badc0de on elsewhere, which let it run out \\d+ s ago"));
        assertThat(new LeaseWatch(on, "killed").holder()).isEmpty();
    }

    private record LeaseWatch(TestCluster on, String namespace) {
        /** Empty where nobody holds it. */
        String holder() {
            Lease lease = on.cluster()
                    .client()
                    .leases()
                    .inNamespace(namespace)
                    .withName("m1onk8s-verify")
                    .get();
            return lease == null || lease.getSpec().getHolderIdentity() == null
                    ? ""
                    : lease.getSpec().getHolderIdentity();
        }

        void awaitHolder() {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !holder().isEmpty());
        }
    }

    /** Gives these rights and no others; the token is asked for again, for the account may be new. */
    private void grant(TestCluster on, String namespace, List<Right> rights) throws IOException {
        KubernetesClient client = on.cluster().client();
        for (String where : List.of(namespace, "kube-system")) {
            client.rbac().roles().inNamespace(where).withName("m1onk8s-verify").delete();
            client.rbac()
                    .roleBindings()
                    .inNamespace(where)
                    .withName("m1onk8s-verify")
                    .delete();
        }
        client.load(new ByteArrayInputStream(Rbac.yaml(rights, namespace).getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
        Files.writeString(directory.resolve("account/token"), token(client, namespace, "m1onk8s-verify"));
    }

    /** What a pod with that account would find in its file system. */
    private Target.InCluster account(TestCluster on, String namespace, String name) throws IOException {
        Path account = Files.createDirectories(directory.resolve("account"));
        KubernetesClient client = on.cluster().client();
        if (name.equals("default")) {
            Files.writeString(account.resolve("token"), token(client, namespace, name));
        }
        Files.writeString(
                account.resolve("ca.crt"),
                client.configMaps()
                        .inNamespace(namespace)
                        .withName("kube-root-ca.crt")
                        .get()
                        .getData()
                        .get("ca.crt"));
        return new Target.InCluster(
                account, on.cluster().server(), new AllowList("verify.yml", List.of(listed(on, "staging", false))));
    }

    private Variant installed(TestCluster on, String namespace) {
        Variant variant = Variant.of(directory, namespace);
        Result installed = Verification.run(on.install(variant, "rollout-complete"));
        assertThat(installed.exitCode()).as(findings(installed)).isZero();
        return variant;
    }

    private static String token(KubernetesClient client, String namespace, String name) {
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest()
                .getStatus()
                .getToken();
    }

    private static AllowedCluster listed(TestCluster on, String name, boolean production) {
        return new AllowedCluster(name, uid(on), Level.INSTALL, production);
    }

    private static Target.Existing existing(TestCluster on, String context, AllowedCluster... listed) {
        return existing(on.kubeconfig(), context, listed);
    }

    private static Target.Existing existing(Path kubeconfig, String context, AllowedCluster... listed) {
        return new Target.Existing(kubeconfig, context, new AllowList("verify.yml", List.of(listed)));
    }

    private static String uid(TestCluster on) {
        return on.cluster()
                .client()
                .namespaces()
                .withName("kube-system")
                .get()
                .getMetadata()
                .getUid();
    }

    /** What a write would change, as the API server itself counts it. */
    private static List<String> state(TestCluster on, Variant variant) {
        KubernetesClient client = on.cluster().client();
        String namespace = variant.namespace();
        return Stream.<HasMetadata>concat(
                        Stream.concat(
                                client.pods().inNamespace(namespace).list().getItems().stream(),
                                client.services().inNamespace(namespace).list().getItems().stream()),
                        Stream.concat(
                                client.apps().deployments().inNamespace(namespace).list().getItems().stream(),
                                client.leases().inNamespace(namespace).list().getItems().stream()))
                .map(object -> object.getKind() + " " + object.getMetadata().getName() + " "
                        + object.getMetadata().getResourceVersion())
                .toList();
    }

    private static List<String> causes(Result result) {
        return result.verdicts().stream()
                .map(Verdict::cause)
                .filter(cause -> !cause.isEmpty())
                .toList();
    }

    private static String findings(Result result) {
        return String.join(
                "\n",
                result.verdicts().stream()
                        .filter(verdict -> !verdict.cause().isEmpty())
                        .map(verdict -> verdict.name() + ": " + verdict.message())
                        .toList());
    }
}
