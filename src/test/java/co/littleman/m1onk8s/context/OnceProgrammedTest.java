// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Causes;
import co.littleman.m1onk8s.result.CheckFailedException;
import co.littleman.m1onk8s.result.Finding;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.ValueSource;

class OnceProgrammedTest {
    @SuppressWarnings("NullAway") // what is tested asks neither of the two
    private final ComponentContext context = new ComponentContext(null, null);

    private final AtomicInteger asked = new AtomicInteger();

    /** Seen on a busy machine: a Service led to a deleted pod for a moment, and its pod answered meanwhile. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECTION_REFUSED",
                "CONNECTION_LOST",
                "DNS_UNKNOWN_NAME",
                "DNS_NO_ANSWER",
                "PATH_BY_NAME_BROKEN",
                "PATH_BY_SERVICE_BROKEN",
                "PATH_TO_POD_BROKEN",
                "LISTENS_ON_LOOPBACK",
                "SPLIT_DATA"
            })
    void whatANodeWithoutTheLastRulesLooksLikeIsAskedAgain(@ConvertWith(Causes.class) Cause cause) {
        context.onceProgrammed(() -> failFirst(cause));

        assertThat(asked).hasValue(2);
        assertThat(context.retries()).isEqualTo(1);
    }

    @Test
    void whatIsCertainAtOnceIsNot() {
        assertThatThrownBy(() -> context.onceProgrammed(() -> failFirst(RedisCause.REDIS_NOAUTH)))
                .isInstanceOf(CheckFailedException.class);

        assertThat(asked).hasValue(1);
    }

    private void failFirst(Cause cause) {
        if (asked.incrementAndGet() == 1) {
            throw new CheckFailedException(Finding.of(cause, "x."));
        }
    }
}
