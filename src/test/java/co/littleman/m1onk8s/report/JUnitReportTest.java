// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.CheckSkippedException;
import co.littleman.m1onk8s.result.ClusterFacts;
import co.littleman.m1onk8s.result.Finding;
import co.littleman.m1onk8s.result.Result;
import co.littleman.m1onk8s.result.RunFacts;
import co.littleman.m1onk8s.result.SkipReason;
import co.littleman.m1onk8s.result.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class JUnitReportTest {
    private static final RunFacts RUN = new RunFacts(
            "1a2b3c4d",
            "2026-11-23T14:05:40Z",
            12.5,
            "FAIL",
            ClusterFacts.NONE,
            List.of(),
            Map.of(),
            0,
            0,
            List.of(),
            Map.of());

    @Test
    void eachVerdictIsATestCase() throws Exception {
        String xml = written(
                Verdict.pass("rollout-complete", "cache", "", 1.5, 0),
                Verdict.notPassed(
                        "redis-answers-ping",
                        "cache",
                        Finding.of(RedisCause.REDIS_NOAUTH, "Redis refuses PING & <more>.")
                                .seen("NOAUTH"),
                        0.25,
                        0),
                Verdict.notPassed(
                        "dns-names-resolve", "cache", Finding.of(Cause.API_FORBIDDEN, "It is forbidden."), 0, 0),
                Verdict.skipped(
                        "redis-is-master", "web", new CheckSkippedException(SkipReason.REQUIREMENT, "a Redis")));

        assertThat(xml).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="m1onk8s-verify" timestamp="2026-11-23T14:05:40Z" time="12.500" tests="4" failures="1" errors="1" skipped="1">
                  <testcase classname="cache" name="rollout-complete" time="1.500"></testcase>
                  <testcase classname="cache" name="redis-answers-ping" time="0.250"><failure type="redis-noauth" message="Redis refuses PING &amp; &lt;more&gt;.">Redis refuses PING &amp; &lt;more&gt;.
                  seen   NOAUTH</failure></testcase>
                  <testcase classname="cache" name="dns-names-resolve" time="0.000"><error type="api-forbidden" message="It is forbidden.">It is forbidden.</error></testcase>
                  <testcase classname="web" name="redis-is-master" time="0.000"><skipped message="requires: a Redis"/></testcase>
                </testsuite>""");
    }

    @Test
    void whatXmlCannotHoldIsReplaced() throws Exception {
        String xml = written(Verdict.notPassed(
                "logs-clean",
                "cache",
                Finding.of(Cause.ERROR_IN_LOG, "red \u001b[31m, a bell \u0007, a face \uD83D\uDE00"),
                0,
                0));

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                        .getElementsByTagName("failure")
                        .item(0)
                        .getTextContent())
                .isEqualTo("red \uFFFD[31m, a bell \uFFFD, a face \uD83D\uDE00");
    }

    private static String written(Verdict... verdicts) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JUnitReport().write(new Result(Result.SCHEMA_VERSION, RUN, List.of(verdicts)), out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
