// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.checks.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "time=\"2026-11-23T16:37:59Z\" level=error msg=\"Redis INFO err: NOAUTH Authentication required.\"",
                "ts=2026 severity=\"FATAL\" msg=x",
                "{\"ts\": 1, \"level\": \"error\", \"msg\": \"x\"}",
                "{\"log.level\":\"CRITICAL\",\"message\":\"x\"}",
                "E1123 16:37:58.882000       1 reflector.go:1] failed",
                "1:M 23 Nov 2026 16:37:58.882 # Failed opening the temp RDB file temp-1.rdb (in server root dir /) for saving:"
                        + " Read-only file system",
                "1:M 23 Nov 2026 16:37:58.882 # Background saving error",
                "1:M 23 Nov 2026 16:37:58.882 # Possible SECURITY ATTACK detected.",
                "1:M 23 Nov 2026 16:37:58.882 # Can't save in background: fork: Cannot allocate memory",
                "2026-11-23 16:37:58,123 [main] ERROR com.shop.Cart - lost",
                "2026-11-23T16:37:58.1Z 0 [ERROR] [MY-010119] aborting",
                "2026/11/23 16:37:58 [error] 7#7: *1 open() failed",
                "[Mon Nov 23 16:37:58 2026] [core:error] [pid 1] x",
                "[23-Nov-2026 16:37:58] ERROR: unable to bind",
                "ERROR: no such file",
                "Error: Cannot find module 'x'",
                "panic: runtime error: index out of range",
                "Exception in thread \"main\" java.lang.X",
                "Traceback (most recent call last):",
            })
    void anErrorIsWhatSaysItIsOne(String line) {
        assertThat(LogLine.isError(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 errors",
                "Compiled with 0 errors, 2 warnings",
                "errors: 0",
                "Error: 0",
                "GET /error HTTP/1.1 200",
                "time=\"2026-11-23T16:37:59Z\" level=info msg=\"error: 0\"",
                "time=\"2026-11-23T16:37:59Z\" level=warning msg=\"retrying after error\"",
                "{\"level\": \"info\", \"msg\": \"level of error: none\"}",
                "I1123 16:37:58.882000       1 x.go:1] error rate 0",
                "1:C 23 Nov 2026 16:37:58.882 # oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo",
                "1:C 23 Nov 2026 16:37:58.912 # Configuration loaded",
                "1:M 23 Nov 2026 16:37:58.913 # Server initialized",
                "1:M 23 Nov 2026 16:37:58.913 # WARNING overcommit_memory is set to 0! Background save may fail",
                "1:M 23 Nov 2026 16:37:58.913 * Ready to accept connections",
                "2026-11-23 16:37:58,123 [main] INFO com.shop.Cart - no ERROR seen",
                "2026/11/23 16:37:58 [notice] 1#1: error_log is on",
                "ERRORS",
                "Errors are logged to stderr",
                "[23-Nov-2026 16:37:58] NOTICE: ready to handle connections",
            })
    void theWordAloneIsNone(String line) {
        assertThat(LogLine.isError(line)).isFalse();
    }
}
