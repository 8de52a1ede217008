// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.engine;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.checks.Check;
import co.littleman.m1onk8s.kinds.ConsequenceRule;
import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which finding follows from which, and which does not. */
class ConsequencesTest {
    private static final Set<String> IDS =
            Catalogue.standard().all().stream().map(Check::id).collect(Collectors.toSet());

    private final Finding readOnly = Finding.of(RedisCause.REDIS_READONLY, "Redis refuses SET.")
            .seen("READONLY You can't write against a read only replica.");
    private final Finding replica = Finding.of(RedisCause.REDIS_IS_REPLICA, "Redis in pod cache-1 is a replica.")
            .seen("READONLY to a write; master_link_status down");
    private final Finding wantsReplicas = Finding.of(RedisCause.REDIS_ERROR, "Redis refuses SET.")
            .seen("NOREPLICAS Not enough good replicas to write.");

    @Test
    void theSameRefusalIsToldByTheCheckThatIsAboutIt() {
        assertThat(follows("redis-keeps-a-key", readOnly, "redis-is-master", replica))
                .isTrue();
        assertThat(follows("redis-is-master", replica, "redis-keeps-a-key", readOnly))
                .isFalse();
        assertThat(follows("magento-cache-works", wantsReplicas, "redis-keeps-a-key", wantsReplicas))
                .isTrue();
    }

    @Test
    void anotherRefusalIsAnotherFault() {
        assertThat(follows("magento-cache-works", wantsReplicas, "redis-is-master", replica))
                .isFalse();
        Finding noDatabase =
                Finding.of(RedisCause.REDIS_ERROR, "Redis refuses SELECT 1.").seen("ERR DB index is out of range");
        assertThat(follows("redis-selects-databases", noDatabase, "redis-keeps-a-key", wantsReplicas))
                .isFalse();
    }

    @Test
    void aConditionIsHeldAgainstTheReasonOfWhatShowsNothingElse() {
        Finding writes =
                Finding.of(RedisCause.REDIS_ERROR, "Redis refuses SET k: NOREPLICAS Not enough good replicas.");
        Finding selects = Finding.of(RedisCause.REDIS_ERROR, "Redis refuses SELECT 1: ERR DB index is out of range");
        Finding cluster =
                Finding.of(RedisCause.REDIS_ERROR, "Redis refuses SELECT 1: ERR SELECT is not allowed in cluster mode");

        assertThat(follows("redis-selects-databases", selects, "redis-keeps-a-key", writes))
                .isFalse();
        assertThat(follows("redis-selects-databases", cluster, "redis-keeps-a-key", writes))
                .isTrue();
    }

    @Test
    void aFindingThatQuotesNoRefusalIsAFaultOfItsOwn() {
        Finding slow = Finding.of(RedisCause.REDIS_SLOW, "Redis is slow.");

        assertThat(IDS).noneMatch(id -> follows("magento-cache-works", slow, id, replica));
    }

    @Test
    void aFailNeverFollowsFromWhatNobodyCouldTell() {
        Finding refused = Finding.of(Cause.CONNECTION_REFUSED, "Refused.");
        Finding leadsNowhere = Finding.of(Cause.PORT_LEADS_NOWHERE, "Port 6379 leads nowhere.");
        Finding forbidden = Finding.of(Cause.API_FORBIDDEN, "We may not forward.");

        assertThat(follows("cluster-ip-answers", refused, "ports-lead-somewhere", leadsNowhere))
                .isTrue();
        assertThat(follows("cluster-ip-answers", refused, "ports-lead-somewhere", forbidden))
                .isFalse();
    }

    @Test
    void logLinesFollowOnlyIfAllOfThemAreOfTheFault() {
        Finding blind = Finding.of(RedisCause.EXPORTER_SEES_NO_REDIS, "The exporter sees no Redis.");
        Finding log = Finding.of(Cause.ERROR_IN_LOG, "Container exporter reports errors.");

        assertThat(follows("logs-clean", log.seen("Couldn't connect to redis instance"), "exporter-sees-redis", blind))
                .isTrue();
        assertThat(follows(
                        "logs-clean",
                        log.seen("Couldn't connect to redis instance\npanic: out of disk"),
                        "exporter-sees-redis",
                        blind))
                .isFalse();
    }

    @Test
    void anotherComponentIsAnotherMatterButForSelectorsThatOverlap() {
        Finding overlap = Finding.of(Cause.SELECTORS_OVERLAP, "Two selectors overlap.");
        Finding foreign = Finding.of(Cause.FOREIGN_ENDPOINT, "A foreign pod.");

        assertThat(Consequences.follows("redis-keeps-a-key", readOnly, "redis-is-master", replica, false))
                .isFalse();
        assertThat(Consequences.follows(
                        "service-selects-own-pods", foreign, "selector-matches-template", overlap, false))
                .isTrue();
    }

    private static boolean follows(String check, Finding finding, String other, Finding otherFinding) {
        return Consequences.follows(check, finding, other, otherFinding, true);
    }

    @Test
    void theRulesNameChecksOfTheCatalogue() {
        assertThat(Stream.concat(
                        Consequences.REFUSALS.stream().flatMap(refusal -> refusal.order().stream()),
                        Consequences.RULES.stream()
                                .flatMap(rule -> Stream.concat(Stream.of(rule.root()), rule.followers().stream()))))
                .allMatch(IDS::contains);
    }

    /** Two that explained each other would both be skipped, and a broken stack would look green. */
    @Test
    void nothingFollowsFromItself() {
        for (ConsequenceRule start : Consequences.RULES) {
            for (Cause cause : start.rootCauses()) {
                assertThat(reached(new Told(start.root(), cause))).doesNotContain(new Told(start.root(), cause));
            }
        }
    }

    private record Told(String check, Cause cause) {}

    private static Set<Told> reached(Told start) {
        Set<Told> reached = new HashSet<>();
        Deque<Told> left = new ArrayDeque<>(List.of(start));
        while (!left.isEmpty()) {
            Told one = left.remove();
            for (ConsequenceRule rule : Consequences.RULES) {
                if (rule.root().equals(one.check()) && rule.rootCauses().contains(one.cause())) {
                    for (String follower : rule.followers()) {
                        for (Cause cause : rule.causes()) {
                            Told next = new Told(follower, cause);
                            if (reached.add(next)) {
                                left.add(next);
                            }
                        }
                    }
                }
            }
        }
        return reached;
    }
}
