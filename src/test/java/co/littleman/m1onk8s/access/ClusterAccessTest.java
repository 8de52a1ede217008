// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Options;
import co.littleman.m1onk8s.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a cluster that is already there, what is said of it, and how far a run goes then. */
class ClusterAccessTest {
    private static final String SYSTEM = "GET /api/v1/namespaces/kube-system";
    private static final String SHOP = "GET /api/v1/namespaces/shop";
    private static final String WEB = "GET /api/v1/namespaces/web";
    private static final String SELF = "POST /apis/authentication.k8s.io/v1/selfsubjectreviews";

    @TempDir
    private Path directory;

    private final List<Level> askedFor = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private FakeApiServer server;
    private SettingsReader reader;

    @BeforeEach
    void aStagingCluster() throws IOException {
        server = new FakeApiServer()
                .on(SYSTEM, 200, "{\"metadata\": {\"uid\": \"88888888-0000-4000-8000-000000000000\"}}")
                .on(SELF, 201, "{\"status\": {\"userInfo\": {\"username\": \"ci\"}}}")
                .on(SHOP, 200, "{\"metadata\": {\"name\": \"shop\"}}")
                .on(WEB, 200, "{\"metadata\": {\"name\": \"web\"}}");
        reader = new SettingsReader(Map.of(), new Properties())
                .flag(
                        Options.CONFIG,
                        Files.writeString(
                                        directory.resolve("verify.yml"),
                                        "clusters: [{name: shop-staging, uid: 88888888-0000-4000-8000-000000000000, level: install}]")
                                .toString())
                .flag(Options.MANIFESTS, directory.toString())
                .flag(Options.CONTEXT, "staging")
                .flag(
                        Options.KUBECONFIG,
                        Files.createFile(directory.resolve("config")).toString());
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void itSaysWhereTheRunIsAndAsWhomAndHowFarItGoes() {
        ClusterSession standing = standing();

        assertThat(standing)
                .isEqualTo(new ClusterSession("staging", "88888888-0000-4000-8000-000000000000", "ci", Level.OBSERVE));
        assertThat(said)
                .containsExactly(
                        "context:   staging",
                        "server:    " + server.url(),
                        "uid:       88888888-0000-4000-8000-000000000000, which is shop-staging in verify.yml",
                        "user:      ci",
                        "namespace: shop",
                        "level:     observe");
        assertThat(server.requests()).containsExactly("GET /version", SYSTEM, SELF, SHOP);
    }

    @Test
    void theOwnerOfANamespaceCapsTheLevel() {
        capped(SHOP, "talk");
        reader.flag(Options.LEVEL, "disrupt");

        assertThat(standing().level()).isEqualTo(Level.TALK);
        assertThat(askedFor).containsExactly(Level.TALK);
        assertThat(said)
                .contains(
                        "level:     talk, not disrupt: namespace shop has the label m1onk8s.littleman.co/max-level=talk");
    }

    @Test
    void soDoesTheOwnerOfThePeersNamespace() {
        capped(WEB, "observe");
        reader.flag(Options.LEVEL, "probe").flag(Options.PEER_NAMESPACE, "web");

        assertThat(standing().level()).isEqualTo(Level.OBSERVE);
    }

    @Test
    void onAClusterThatIsNotOnTheListNothingIsSentThatWrites() {
        server.on(SYSTEM, 200, "{\"metadata\": {\"uid\": \"ffff\"}}");

        assertThat(standing().level()).isEqualTo(Level.OBSERVE);
        assertThat(said).contains("uid:       ffff");

        reader.flag(Options.LEVEL, "talk");
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(this::standing)
                .satisfies(unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.CLUSTER_NOT_ALLOWED));
        assertThat(said).contains("level:     none, not talk: cluster-not-allowed");
        assertThat(server.requests()).allMatch(request -> request.startsWith("GET ") || request.equals(SELF));
    }

    @Test
    void theHighestLevelOfTheListCapsToo() {
        server.on(SYSTEM, 200, "{\"metadata\": {\"uid\": \"99999999-0000-4000-8000-000000000000\"}}");
        reader.flag(
                        Options.CONFIG,
                        list("clusters: [{name: qa, uid: 99999999-0000-4000-8000-000000000000, level: talk}]"))
                .flag(Options.LEVEL, "probe");

        assertThat(standing().level()).isEqualTo(Level.TALK);
        assertThat(said).contains("level:     talk, not probe: verify.yml allows no more on cluster qa");
    }

    @Test
    void aNamespaceThatIsNotThereYetIsNotCapped() {
        server.refuse(SHOP, 404, "namespaces \"shop\" not found");
        reader.flag(Options.LEVEL, "install");

        assertThat(standing().level()).isEqualTo(Level.INSTALL);
    }

    @Test
    void aStackThatIsToBeThereNeedsItsNamespace() {
        server.refuse(SHOP, 404, "namespaces \"shop\" not found");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(this::standing)
                .withMessage("%s", """
                        Namespace shop is not on this cluster.
                          expected   the namespace of a stack that is already there
                          likely     another cluster is meant, or the stack has never been installed here
                          look       kubectl get namespaces   # then --context, --namespace or --peer-namespace""")
                .satisfies(unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.NAMESPACE_ABSENT));
    }

    @Test
    void whoMayNotReadTheLabelDoesNotKnowTheCapAndGoesNoFurtherThanObserve() {
        server.refuse(SHOP, 403, "namespaces \"shop\" is forbidden");

        assertThat(standing().level()).isEqualTo(Level.OBSERVE);

        reader.flag(Options.LEVEL, "talk");
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(this::standing)
                .satisfies(unproven -> {
                    assertThat(unproven.finding().cause()).isEqualTo(Cause.API_FORBIDDEN);
                    assertThat(unproven.finding().reason())
                            .isEqualTo(
                                    "The API server forbids it: a right is missing for asking whether namespace shop has the label m1onk8s.littleman.co/max-level.");
                });
    }

    @Test
    void whatTheClusterDoesNotTellIsSaidToBeUnknown() {
        server.refuse(SYSTEM, 403, "no").refuse(SELF, 404, "no");

        assertThat(standing()).isEqualTo(new ClusterSession("staging", "", "", Level.OBSERVE));
        assertThat(said)
                .contains(
                        "uid:       unknown: namespace kube-system may not be read",
                        "user:      unknown: this cluster does not tell");
    }

    @Test
    void whereRightsAreMissingTheRunGoesNowhere() {
        Finding missing = Finding.of(Cause.RIGHTS_MISSING, "A right is missing for a run at observe.");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> standing(level -> {
                    throw new CheckFailedException(missing);
                }));

        assertThat(said)
                .filteredOn(line -> line.startsWith("level:"))
                .containsExactly("level:     none, not observe: rights-missing");
    }

    @Test
    void aLoginThatHasExpiredIsToldAtOnce() {
        server.refuse(SYSTEM, 401, "Unauthorized");

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(this::standing)
                .satisfies(unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.API_UNAUTHORIZED));
    }

    @Test
    void onAClusterOfTheRunsOwnNothingIsAskedAndNothingSaid() {
        reader = new SettingsReader(Map.of(), new Properties()).flag(Options.MANIFESTS, directory.toString());

        assertThat(standing()).isEqualTo(new ClusterSession("", "", "", Level.INSTALL));
        assertThat(said).isEmpty();
        assertThat(server.requests()).containsExactly("GET /version");
    }

    private String list(String text) {
        try {
            return Files.writeString(directory.resolve("verify.yml"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void capped(String namespace, String level) {
        server.on(
                namespace,
                200,
                "{\"metadata\": {\"labels\": {\"m1onk8s.littleman.co/max-level\": \"%s\"}}}".formatted(level));
    }

    private ClusterSession standing() {
        return standing(askedFor::add);
    }

    private ClusterSession standing(Consumer<Level> rights) {
        try (Cluster cluster = server.existing()) {
            return new ClusterAccess(reader.read(), cluster, rights, new Progress() {
                        @Override
                        public void note(String line) {
                            said.add(line);
                        }
                    })
                    .of(Set.of("shop"));
        }
    }
}
