// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {
    private final Owner us = Owner.current();

    @Test
    void whatIsWrittenOnAContainerCanBeRead() {
        assertThat(new Owner("ci-7", 4711, 1795442740123L)).hasToString("ci-7 4711 1795442740123");
        assertThat(Owner.parse("ci-7 4711 1795442740123")).contains(new Owner("ci-7", 4711, 1795442740123L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ci-7", "ci-7 4711", "ci-7 4711 x", "ci-7 -1 5", "ci-7 4711 5 6", "a 1 9999999999999999999"})
    void whatSomebodyElseWroteIsNotRead(String label) {
        assertThat(Owner.parse(label)).isEmpty();
    }

    @Test
    void thisProcessIsAlive() {
        assertThat(us.isDead()).isFalse();
        assertThat(us.host()).isNotBlank();
        assertThat(us.startedMillis()).isPositive();
    }

    @Test
    void anEarlierProcessWithOurNumberIsDead() {
        assertThat(new Owner(us.host(), us.pid(), us.startedMillis() - 60_000).isDead())
                .isTrue();
    }

    @Test
    void aClockThatWasSetBetweenTwoLooksKillsNobody() {
        assertThat(new Owner(us.host(), us.pid(), us.startedMillis() - 5_000).isDead())
                .isFalse();
        assertThat(new Owner(us.host(), us.pid(), us.startedMillis() + 5_001).isDead())
                .isTrue();
    }

    @Test
    void aProcessThatIsNotThereIsDead() {
        assertThat(new Owner(us.host(), Integer.MAX_VALUE, us.startedMillis()).isDead())
                .isTrue();
    }

    @Test
    void ofAProcessOnAnotherHostNothingIsCertain() {
        assertThat(new Owner("another-host", Integer.MAX_VALUE, 1).isDead()).isFalse();
    }

    @Test
    void aContainerCarriesTheRunAndItsOwner() {
        assertThat(Owner.labels(new RunId("1a2b3c4d")))
                .containsOnlyKeys("co.littleman.m1onk8s.run", "co.littleman.m1onk8s.owner")
                .containsEntry("co.littleman.m1onk8s.run", "1a2b3c4d")
                .containsEntry("co.littleman.m1onk8s.owner", us.toString());
    }
}
