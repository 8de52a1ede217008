// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.result;

import static org.assertj.core.api.Assertions.assertThat;

import co.littleman.m1onk8s.kinds.redis.model.RedisCause;
import org.junit.jupiter.api.Test;

class CauseTest {
    @Test
    void onlyWhatSaysNothingAboutTheStackIsInconclusive() {
        assertThat(Causes.all().stream().filter(cause -> cause.outcome() != Outcome.FAIL))
                .allMatch(cause -> cause.outcome() == Outcome.INCONCLUSIVE)
                .containsExactlyInAnyOrder(
                        Cause.ENGINE_UNAVAILABLE,
                        Cause.ENGINE_FORBIDDEN,
                        Cause.NODE_IMAGE_UNAVAILABLE,
                        Cause.NODE_NOT_READY,
                        Cause.DISK_FULL,
                        Cause.LOGIN_FAILED,
                        Cause.SECRET_MISSING,
                        RedisCause.REDIS_CERTIFICATE,
                        Cause.PROXY_FAILED,
                        Cause.API_UNREACHABLE,
                        Cause.API_UNAUTHORIZED,
                        Cause.API_FORBIDDEN,
                        Cause.API_ERROR,
                        Cause.CLUSTER_NOT_ALLOWED,
                        Cause.LOOKS_LIKE_PRODUCTION,
                        Cause.NAMESPACE_ABSENT,
                        Cause.RIGHTS_MISSING,
                        Cause.RIGHT_NOT_DECLARED,
                        Cause.LEASE_HELD,
                        Cause.LEASE_LOST,
                        Cause.STACK_CHANGED,
                        Cause.API_CERTIFICATE,
                        Cause.TUNNEL_LOST,
                        Cause.MACHINE_BUSY,
                        Cause.PACKETS_LOST,
                        RedisCause.REDIS_NOT_INSPECTABLE,
                        Cause.CLIENT_POD_UNAVAILABLE,
                        Cause.INTERRUPTED,
                        Cause.DEADLINE_EXCEEDED,
                        Cause.REPORT_UNWRITTEN,
                        Cause.OWN_CHECK_INCONCLUSIVE,
                        Cause.DEFECT);
    }

    @Test
    void reportsUseKebabCaseWords() {
        assertThat(Cause.NO_READY_ENDPOINT.word()).isEqualTo("no-ready-endpoint");
    }
}
