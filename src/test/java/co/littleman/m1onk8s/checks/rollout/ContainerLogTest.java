// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.BenignLogLine;
import co.littleman.m1onk8s.kinds.Kinds;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.settings.Place;
import co.littleman.m1onk8s.stack.Workload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContainerLogTest {
    private static final Workload CACHE =
            new Workload("Deployment", "shop", "cache", new PodTemplateSpec(), new Place("50-cache.dep.yml", 1));
    private static final String LOST = "level=error msg=\"Couldn't connect to redis instance\"";

    @Test
    void theErrorsAreShownWithoutTheirTimes() {
        Optional<Finding> finding = log("""
                2026-11-23T10:00:00.1Z level=info msg=ready
                2026-11-23T10:00:01.1Z level=error msg="the hunter2 is wrong"
                """).errors(CACHE);

        assertThat(finding.map(Finding::cause)).contains(Cause.ERROR_IN_LOG);
        assertThat(finding.map(Finding::message)).contains("""
                Container exporter of Deployment cache reports errors in its log: 1 of its last 2 lines.
                  expected   no error that is not known to be harmless
                  seen       level=error msg="the *** is wrong"
                  declared   deployment/cache   50-cache.dep.yml:1
                  look       kubectl -n shop logs cache-1 -c exporter""");
    }

    @Test
    void threeErrorsAreEnoughToRead() {
        assertThat(log("2026-11-23T10:00:01.1Z ERROR: x\n".repeat(9))
                        .errors(CACHE)
                        .map(Finding::seen))
                .contains("ERROR: x\nERROR: x\nERROR: x");
    }

    @Test
    void anExporterMayBeUpBeforeItsRedisButNotForLong() {
        assertThat(log("2026-11-23T10:00:29Z " + LOST).errors(CACHE)).isEmpty();
        assertThat(log("2026-11-23T10:00:30Z " + LOST).errors(CACHE)).isEmpty();
        assertThat(log("2026-11-23T10:00:31Z " + LOST).errors(CACHE)).isPresent();
        assertThat(log("cut " + LOST).errors(CACHE)).isPresent();
    }

    @Test
    void whoHangsUpBeforeTheHandshakeHarmsNobody() {
        String accepting = "2026-11-23T10:00:01Z 1:M 23 Nov 2026 10:00:01.284 # Error accepting a client connection: ";

        assertThat(log(accepting + "(null) (conn: fd=9)").errors(CACHE)).isEmpty();
        assertThat(log(accepting + "error:0A000126:SSL routines::unexpected eof while reading (conn: fd=9)")
                        .errors(CACHE))
                .isEmpty();
        assertThat(log(accepting + "error:0A000416:SSL routines::sslv3 alert certificate unknown (conn: fd=9)")
                        .errors(CACHE))
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("benign")
    void whatIsHarmlessSaysWhy(BenignLogLine known) {
        assertThat(known.reason()).isNotBlank();
    }

    static Stream<BenignLogLine> benign() {
        return Kinds.all().stream().flatMap(kind -> kind.log().benign().stream());
    }

    @Test
    void aLongLineIsCut() {
        assertThat(log("2026-11-23T10:00:01Z ERROR " + "x".repeat(194))
                        .errors(CACHE)
                        .map(Finding::seen))
                .contains("ERROR " + "x".repeat(194));
        assertThat(log("2026-11-23T10:00:01Z ERROR " + "x".repeat(195))
                        .errors(CACHE)
                        .map(Finding::seen))
                .contains("ERROR " + "x".repeat(194) + "…");
    }

    private static ContainerLog log(String text) {
        return new ContainerLog("cache-1", "exporter", Instant.parse("2026-11-23T10:00:00Z"), text, "hunter2");
    }
}
