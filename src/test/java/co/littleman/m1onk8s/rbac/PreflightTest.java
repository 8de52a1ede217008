// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.api.Cluster;
import co.littleman.m1onk8s.api.FakeApiServer;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.run.Progress;
import co.littleman.m1onk8s.settings.Level;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All that is missing is named at once, and far more than is needed is told. */
class PreflightTest {
    private static final Permission PODS = new Permission("shop", "", "pods", "", List.of("list", "watch"));
    private static final Permission CACHE = new Permission("shop", "apps", "deployments", "cache", List.of("get"));
    private static final String PATH = "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final List<String> said = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void ofEachLevelNoRuleCanBeLeftOut(Level level) {
        List<Permission> rights = RequiredPermissionsTest.rights(level);
        for (Permission left : rights) {
            List<Permission> others =
                    rights.stream().filter(right -> !right.equals(left)).toList();

            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> preflight(others).require(level, rights))
                    .withMessage("%s", """
                            A right is missing for a run at %s.
                              missing   %s
                              look      scripts/verify --print-rbac %s   # prints the smallest Role, for who may apply it""".formatted(level.word(), left, level.word()));
        }
        preflight(rights).require(level, rights);
        assertThat(said).isEmpty();
    }

    @Test
    void allThatIsMissingIsNamedAtOnceAndOnlyThat() {
        AccessCheck list = right -> right.verbs().equals(List.of("list"));

        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> new Preflight(list, PreflightTest::printing, Progress.NONE)
                        .require(Level.PROBE, List.of(PODS, CACHE)))
                .withMessage("""
                        2 rights are missing for a run at probe.
                          missing   watch pods in namespace shop
                          missing   get deployments.apps cache in namespace shop
                          look      scripts/verify --print-rbac probe   # prints the smallest Role, for who may apply it""")
                .satisfies(unproven -> assertThat(unproven.finding().cause()).isEqualTo(Cause.RIGHTS_MISSING));
    }

    @Test
    void whoMayDoAnythingIsWarned() {
        new Preflight(right -> true, PreflightTest::printing, progress()).require(Level.OBSERVE, List.of(PODS));

        assertThat(said)
                .containsExactly(
                        "warning:   this user may also do everything on the whole cluster, far more than observe needs: scripts/verify --print-rbac observe prints what is enough");
    }

    @Test
    void soIsWhoMayReadSecrets() {
        new Preflight(right -> !right.resource().equals("*"), PreflightTest::printing, progress())
                .require(Level.TALK, List.of());

        assertThat(said)
                .containsExactly(
                        "warning:   this user may also read the Secrets of every namespace, far more than talk needs: scripts/verify --print-rbac talk prints what is enough");
    }

    @Test
    void theApiServerIsAskedItself() throws IOException {
        assertThat(AccessReview.question(new Permission("shop", "", "pods/exec", "", List.of()), "create"))
                .hasToString(
                        "{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectAccessReview\",\"spec\":{\"resourceAttributes\":{\"namespace\":\"shop\",\"verb\":\"create\",\"group\":\"\",\"resource\":\"pods\",\"name\":\"\",\"subresource\":\"exec\"}}}");
        try (FakeApiServer server = new FakeApiServer().on(PATH, 201, "{\"status\": {\"allowed\": true}}");
                Cluster cluster = server.existing()) {
            assertThat(new AccessReview(cluster).may(PODS)).isTrue();
            server.on(PATH, 201, "{\"status\": {\"allowed\": false}}");
            assertThat(new AccessReview(cluster).may(CACHE)).isFalse();
            server.refuse(PATH, 500, "no");
            assertThatExceptionOfType(CheckFailedException.class)
                    .isThrownBy(() -> new AccessReview(cluster).may(CACHE))
                    .satisfies(unproven -> assertThat(unproven.finding().reason())
                            .isEqualTo("The API server failed while asking which rights there are."));
            assertThat(cluster.writes()).isZero();
        }
    }

    private Preflight preflight(List<Permission> given) {
        return new Preflight(
                right -> given.stream()
                        .anyMatch(one -> one.isOfTheSame(right) && one.verbs().containsAll(right.verbs())),
                PreflightTest::printing,
                progress());
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void note(String line) {
                said.add(line);
            }
        };
    }

    private static String printing(Level level) {
        return "scripts/verify --print-rbac " + level.word();
    }
}
