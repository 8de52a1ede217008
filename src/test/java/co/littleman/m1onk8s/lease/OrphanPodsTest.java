// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.lease;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.Level;
import co.littleman.m1onk8s.settings.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class OrphanPodsTest {
    private static final String PODS = "/api/v1/namespaces/shop/pods";
    private static final String ASKED =
            "GET " + PODS + "?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dm1onk8s-verify";
    private static final Target SHARED =
            new Target.Existing(Path.of("config"), "staging", new AllowList("verify.yml", List.of()));

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void onlyWhatHasExpiredGoes() throws IOException {
        try (FakeApiServer server =
                        server().on("DELETE " + PODS + "/old", 200, "{}").on("DELETE " + PODS + "/new", 200, "{}");
                Cluster cluster = server.cluster()) {
            sweep(cluster, Level.PROBE);

            assertThat(server.requests()).containsExactly("GET /version", ASKED, "DELETE " + PODS + "/old");
            assertThat(server.body("DELETE " + PODS + "/old"))
                    .contains("\"preconditions\":{\"uid\":\"old-uid\"}", "\"gracePeriodSeconds\":0");
            assertThat(said)
                    .singleElement()
                    .asString()
                    .matches(
                            "sweep:     deleted pod old in namespace shop, which run 0badc0de left; it expired \\d+ s ago");
        }
    }

    /** Its own deadline ended it, say: nobody can use it any more, whatever its expiry says. */
    @Test
    void whatHasEndedGoesAsWell() throws IOException {
        String ended = pod("ended", Instant.now().plusSeconds(30))
                .replaceFirst("}$", ", \"status\": {\"phase\": \"Failed\", \"reason\": \"DeadlineExceeded\"}}");
        try (FakeApiServer server = new FakeApiServer()
                        .on("GET " + PODS, 200, "{\"items\": [%s]}".formatted(ended))
                        .on("DELETE " + PODS + "/ended", 200, "{}");
                Cluster cluster = server.cluster()) {
            sweep(cluster, Level.PROBE);

            assertThat(said)
                    .containsExactly(
                            "sweep:     deleted pod ended in namespace shop, which run 0badc0de left; it ended: DeadlineExceeded");
        }
    }

    /** Its lock says so; and the run that was killed may have been at work in any namespace. */
    @Test
    void onAKeptClusterNobodyElseIsAtWork() throws IOException {
        try (FakeApiServer server = new FakeApiServer()
                        .on(
                                "GET /api/v1/pods",
                                200,
                                "{\"items\": [%s]}"
                                        .formatted(pod("new", Instant.now().plusSeconds(30))))
                        .on("DELETE " + PODS + "/new", 200, "{}");
                Cluster cluster = server.cluster("kept", () -> {})) {
            Target kept = new Target.Ephemeral("node", true, List.of(), null, null);
            new OrphanPods(cluster, listening()).at(Level.OBSERVE, kept, Set.of("another"));

            assertThat(server.requests())
                    .contains("GET /api/v1/pods?labelSelector=app.kubernetes.io%2Fmanaged-by%3Dm1onk8s-verify");
            assertThat(said)
                    .containsExactly(
                            "sweep:     deleted pod new in namespace shop, which run 0badc0de left; nobody else is at work here");
        }
    }

    @Test
    void whatCannotBeDeletedIsSaid() throws IOException {
        try (FakeApiServer server = server().refuse("DELETE " + PODS + "/old", 403, "no");
                Cluster cluster = server.cluster()) {
            sweep(cluster, Level.PROBE);

            assertThat(said)
                    .singleElement()
                    .asString()
                    .matches(
                            "warning:   pod old in namespace shop is left over \\(it expired \\d+ s ago\\) and was not deleted: no");
        }
    }

    @Test
    void whereNobodyMayLookIsSaid() throws IOException {
        try (FakeApiServer server = new FakeApiServer().refuse("GET " + PODS, 403, "no");
                Cluster cluster = server.cluster()) {
            sweep(cluster, Level.PROBE);

            assertThat(said).containsExactly("warning:   namespace shop was not searched for leftovers: no");
        }
    }

    @Test
    void whoMakesNoPodsLooksForNone() throws IOException {
        try (FakeApiServer server = server();
                Cluster cluster = server.cluster()) {
            sweep(cluster, Level.TALK);
            new OrphanPods(cluster, Progress.NONE)
                    .at(Level.INSTALL, new Target.Own(Path.of("config"), "default"), Set.of("shop"));

            assertThat(server.requests()).containsExactly("GET /version");
        }
    }

    private Progress listening() {
        return new Progress() {
            @Override
            public void note(String line) {
                said.add(line);
            }
        };
    }

    private void sweep(Cluster cluster, Level level) {
        new OrphanPods(cluster, listening()).at(level, SHARED, Set.of("shop"));
    }

    private static FakeApiServer server() throws IOException {
        return new FakeApiServer()
                .on(
                        "GET " + PODS,
                        200,
                        "{\"items\": [%s, %s, {\"metadata\": {\"name\": \"says-nothing\"}}]}"
                                .formatted(
                                        pod("old", Instant.now().minusSeconds(5)),
                                        pod("new", Instant.now().plusSeconds(30))));
    }

    private static String pod(String name, Instant expires) {
        return "{\"metadata\": {\"name\": \"%s\", \"namespace\": \"shop\", \"uid\": \"%s-uid\", \"labels\": {\"%s\": \"0badc0de\"}, \"annotations\": {\"%s\": \"%s\"}}}"
                .formatted(name, name, OwnershipMetadata.RUN, Expiry.ANNOTATION, Expiry.text(expires));
    }
}
