package co.littleman.m1onk8s.route;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.route.LossMeter.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossMeterTest {
    private static final Address CACHE = new Address("10.43.0.9", 6379);

    @Test
    void whatWasMeasuredIsRead() {
        assertThat(LossMeter.losses("met 0 14\nmet 1 0\nbash: fork: no memory\n", List.of(CACHE, new Address("a", 53))))
                .containsExactly(new Loss(CACHE, 20, 14), new Loss(new Address("a", 53), 20, 0));
        assertThat(new Loss(CACHE, 20, 14)).hasToString("10.43.0.9:6379 answered 14 of 20 connections");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "14, true", "18, true", "19, false", "20, false"})
    void whoDropsAllDoesSoOnPurposeAndOneMayHaveStartedLate(int answered, boolean partial) {
        assertThat(new Loss(CACHE, 20, answered).isPartial()).isEqualTo(partial);
    }
}
