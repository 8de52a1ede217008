package co.littleman.m1onk8s.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnobTest {
    @Test
    void oneRuleNamesTheFlagTheVariableAndTheProperty() {
        assertThat(Knob.NODE_IMAGE.flag()).isEqualTo("--node-image");
        assertThat(Knob.NODE_IMAGE.env()).isEqualTo("VERIFY_NODE_IMAGE");
        assertThat(Knob.NODE_IMAGE.property()).isEqualTo("verify.node-image");
    }

    @ParameterizedTest
    @EnumSource
    void everyFlagIsLowerCaseWords(Knob knob) {
        assertThat(knob.flag()).matches("--[a-z]+(-[a-z]+)*");
    }

    @ParameterizedTest
    @EnumSource
    void everyKnobIsDescribedByASentence(Knob knob) {
        assertThat(knob.description()).matches("(?s)[A-Z$].*\\.");
    }

    @Test
    void onlyThePasswordIsASecret() {
        assertThat(Arrays.stream(Knob.values()).filter(Knob::isSecret)).containsExactly(Knob.REDIS_PASSWORD);
    }

    @Test
    void switchesTakeNoArgument() {
        assertThat(Arrays.stream(Knob.values()).filter(Knob::isSwitch))
                .containsExactly(Knob.IN_CLUSTER, Knob.NO_APPLY, Knob.KEEP, Knob.REDIS_TLS)
                .allMatch(knob -> knob.fallback().equals("false"));
    }

    @Test
    void claimsAndComponentsMayBeGivenAsSeveralArguments() {
        assertThat(Arrays.stream(Knob.values()).filter(Knob::isList)).containsExactly(Knob.CLAIM, Knob.COMPONENT);
    }
}
