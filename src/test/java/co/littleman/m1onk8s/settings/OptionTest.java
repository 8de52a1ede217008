// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionTest {
    @Test
    void oneRuleNamesTheFlagTheVariableAndTheProperty() {
        assertThat(Option.NODE_IMAGE.flag()).isEqualTo("--node-image");
        assertThat(Option.NODE_IMAGE.env()).isEqualTo("VERIFY_NODE_IMAGE");
        assertThat(Option.NODE_IMAGE.property()).isEqualTo("verify.node-image");
    }

    @ParameterizedTest
    @EnumSource
    void everyFlagIsLowerCaseWords(Option option) {
        assertThat(option.flag()).matches("--[a-z]+(-[a-z]+)*");
    }

    @ParameterizedTest
    @EnumSource
    void everyKnobIsDescribedByASentence(Option option) {
        assertThat(option.description()).matches("(?s)[A-Z$].*\\.");
    }

    @Test
    void onlyThePasswordIsASecret() {
        assertThat(Arrays.stream(Option.values()).filter(Option::isSecret)).containsExactly(Option.REDIS_PASSWORD);
    }

    @Test
    void switchesTakeNoArgument() {
        assertThat(Arrays.stream(Option.values()).filter(Option::isSwitch))
                .containsExactly(Option.IN_CLUSTER, Option.NO_APPLY, Option.KEEP, Option.REDIS_TLS)
                .allMatch(option -> option.fallback().equals("false"));
    }

    @Test
    void checksAndComponentsMayBeGivenAsSeveralArguments() {
        assertThat(Arrays.stream(Option.values()).filter(Option::isList))
                .containsExactly(Option.CHECK, Option.COMPONENT, Option.REPORT_FORMAT);
    }
}
