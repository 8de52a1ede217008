// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArticleStepsTest {
    @Test
    void theStepThatFailedTellsWhy() {
        String out = """
                apply         ok        0.4 s
                endpoints     FAILED    0.1 s  Service cache has no endpoints
                FAILED endpoints after 2.6 s
                """;

        assertThat(ArticleSteps.verdict(new ToolRun(1, out, "", 2.7)))
                .isEqualTo(new PeerVerdict(
                        "kubectl, by hand", PeerAnswer.FLAGS, "endpoints: Service cache has no endpoints", 2.7));
    }

    @Test
    void whatFailedWithoutAWordIsNamedAllTheSame() {
        String out = "apply         FAILED    0.1 s  \nFAILED apply after 0.1 s\n";

        assertThat(ArticleSteps.verdict(new ToolRun(1, out, "", 0.2)).says()).isEqualTo("apply: without a word");
    }

    @Test
    void whereAllStepsPassItSaysNothing() {
        assertThat(ArticleSteps.verdict(new ToolRun(0, "OK after 5.2 s\n", "", 5.3)))
                .isEqualTo(new PeerVerdict("kubectl, by hand", PeerAnswer.SILENT, "", 5.3));
    }

    @Test
    void aClusterThatDoesNotAnswerIsNoFault() {
        ToolRun run = new ToolRun(3, "", "article: the cluster does not answer: connection refused\n", 0.3);

        assertThat(ArticleSteps.verdict(run))
                .isEqualTo(new PeerVerdict(
                        "kubectl, by hand",
                        PeerAnswer.UNKNOWN,
                        "article: the cluster does not answer: connection refused",
                        0.3));
    }

    @Test
    void aScriptThatDoesNotEndIsNoAnswer() {
        assertThat(ArticleSteps.verdict(new ToolRun(ToolRun.OVERDUE, "apply ok", "", 150)))
                .isEqualTo(new PeerVerdict("kubectl, by hand", PeerAnswer.UNKNOWN, "not at an end after 150 s", 150));
    }
}
