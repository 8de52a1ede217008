// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptionTest {
    static List<Option> all() {
        return Options.all();
    }

    @Test
    void oneRuleNamesTheFlagTheVariableAndTheProperty() {
        assertThat(Options.NODE_IMAGE.flag()).isEqualTo("--node-image");
        assertThat(Options.NODE_IMAGE.env()).isEqualTo("VERIFY_NODE_IMAGE");
        assertThat(Options.NODE_IMAGE.property()).isEqualTo("verify.node-image");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFlagIsLowerCaseWords(Option option) {
        assertThat(option.flag()).matches("--[a-z]+(-[a-z]+)*");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyKnobIsDescribedByASentence(Option option) {
        assertThat(option.description()).matches("(?s)[A-Z$].*\\.");
    }

    @Test
    void onlyThePasswordIsASecret() {
        assertThat(Options.all().stream().filter(Option::isSecret)).containsExactly(RedisOptions.PASSWORD);
    }

    @Test
    void switchesTakeNoArgument() {
        assertThat(Options.all().stream().filter(Option::isSwitch))
                .containsExactly(Options.HOOKS, Options.IN_CLUSTER, Options.NO_APPLY, Options.KEEP, RedisOptions.TLS)
                .allMatch(option -> option.fallback().equals("false"));
    }

    @Test
    void listsMayBeGivenAsSeveralArguments() {
        assertThat(Options.all().stream().filter(Option::isList))
                .containsExactly(Options.VALUES, Options.CHECK, Options.COMPONENT, Options.REPORT_FORMAT);
    }

    @Test
    void theFormatsOfAReportAreDescribed() {
        assertThat(ReportFormat.values())
                .allSatisfy(format -> assertThat(Options.REPORT_FORMAT.description())
                        .containsPattern("\\b%s \\(%s\\b".formatted(format.word(), format.fileName())));
    }
}
