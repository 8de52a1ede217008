// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.settings.AllowList;
import co.littleman.m1onk8s.settings.AllowedCluster;
import co.littleman.m1onk8s.settings.Level;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets how far, and the exact words to who does not. */
class ClusterGuardTest {
    private static final AllowedCluster STAGING = new AllowedCluster("shop-staging", "8d1f", Level.PROBE, false);
    private static final String SERVER = "https://staging.example:6443/";

    @Test
    void whoObservesGetsInEverywhere() {
        assertThat(gate("prod", SERVER, "ffff").pass(Level.OBSERVE, List.of())).hasToString("observe");
        assertThat(gate("prod", SERVER, "").pass(Level.OBSERVE, List.of())).hasToString("observe");
    }

    @Test
    void onTheListTheAskedLevelHolds() {
        assertThat(gate("staging", SERVER, "8d1f", STAGING).pass(Level.PROBE, List.of()))
                .hasToString("probe");
    }

    @Test
    void butNotMoreThanTheListsHighest() {
        assertThat(gate("staging", SERVER, "8d1f", STAGING).pass(Level.INSTALL, List.of()))
                .hasToString("probe, not install: verify.yml allows no more on cluster shop-staging");
    }

    @Test
    void norMoreThanTheOwnerOfTheNamespaceAllows() {
        assertThat(gate("staging", SERVER, "8d1f", STAGING)
                        .pass(Level.INSTALL, List.of(MaxLevel.ofNamespace("shop", "talk"))))
                .hasToString("talk, not install: namespace shop has the label m1onk8s.littleman.co/max-level=talk");
    }

    @ParameterizedTest
    @EnumSource(names = {"TALK", "PROBE", "DISRUPT", "INSTALL"})
    void aClusterThatIsNotOnTheListIsRefusedWithTheLineToAdd(Level asked) {
        refused(gate("staging", SERVER, "ffff", STAGING), asked, Cause.CLUSTER_NOT_ALLOWED, """
                The cluster of context staging is not on the list of those on which a run may do more than observe.
                  expected   uid ffff under clusters: in verify.yml
                  seen       other clusters: shop-staging
                  the line   - {name: staging, uid: ffff, level: %s}
                  look       if it is the right cluster, add the line and commit it; or run at observe, the default""".formatted(
                        asked.word()));
    }

    @Test
    void withoutAListAllAreRefused() {
        refused(gate("staging", SERVER, "ffff"), Level.TALK, Cause.CLUSTER_NOT_ALLOWED, """
                The cluster of context staging is not on the list of those on which a run may do more than observe.
                  expected   uid ffff under clusters: in verify.yml
                  seen       an empty list
                  the line   - {name: staging, uid: ffff, level: talk}
                  look       if it is the right cluster, add the line and commit it; or run at observe, the default""");
    }

    @Test
    void soIsOneThatCannotBeTold() {
        refused(gate("staging", SERVER, "", STAGING), Level.TALK, Cause.CLUSTER_NOT_ALLOWED, """
                It is not known which cluster this is, so only observe is allowed there: namespace kube-system, whose uid is the cluster's, may not be read.
                  expected   the right to get namespace kube-system, for talk
                  look       kubectl --context staging auth can-i get namespace/kube-system""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eu-prod | https://staging.example:6443/ | shop-staging | shop       | context eu-prod
            staging | https://prod.example:6443/    | shop-staging | shop       | server https://prod.example:6443/
            staging | https://staging.example:6443/ | shop-live    | shop       | the list's name for it, shop-live
            staging | https://staging.example:6443/ | shop-staging | production | namespace production
            """)
    void whatLooksLikeProductionIsRefusedEvenIfListed(
            String context, String server, String name, String namespace, String sign) {
        AllowedCluster entry = new AllowedCluster(name, "8d1f", Level.PROBE, false);
        ClusterGuard gate = new ClusterGuard(
                new AllowList("verify.yml", List.of(entry)), context, server, "8d1f", Set.of(namespace));

        refused(gate, Level.TALK, Cause.LOOKS_LIKE_PRODUCTION, """
                This looks like production, and a run does no more than observe there unless verify.yml says so in so many words.
                  expected    a cluster to test on, for talk
                  seen        %s
                  listed as   %s
                  look        run at observe, the default; or, if it must be this cluster, add to the entry:  production: "yes, this is production\"""".formatted(sign, name));
    }

    @Test
    void unlessTheListSaysSoInSoManyWords() {
        AllowedCluster entry = new AllowedCluster("prod", "8d1f", Level.TALK, true);

        assertThat(gate("prod", "https://prod.example/", "8d1f", entry).pass(Level.TALK, List.of()))
                .hasToString("talk");
    }

    private static ClusterGuard gate(String context, String server, String uid, AllowedCluster... listed) {
        return new ClusterGuard(new AllowList("verify.yml", List.of(listed)), context, server, uid, Set.of("shop"));
    }

    private static void refused(ClusterGuard gate, Level asked, Cause cause, String message) {
        assertThatExceptionOfType(CheckFailedException.class)
                .isThrownBy(() -> gate.pass(asked, List.of()))
                .withMessage("%s", message)
                .satisfies(unproven -> assertThat(unproven.finding().cause()).isEqualTo(cause));
    }
}
