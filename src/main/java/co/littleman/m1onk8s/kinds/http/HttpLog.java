// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.kinds.BenignLogLine;
import co.littleman.m1onk8s.kinds.LogDialect;
import java.util.List;

/**
 * The words of NGINX and Apache for what a client did wrong: both log it as an error, and any bot makes them, as does a
 * GET of this suite.
 */
final class HttpLog implements LogDialect {
    private static final String CLIENTS = "the request of a client, and not the server, is at fault";

    private static final List<BenignLogLine> BENIGN = List.of(
            BenignLogLine.of(
                    "\"[^\"]*\" (failed|is not found) \\(2: No such file or directory\\), client: .*request: ",
                    CLIENTS),
            BenignLogLine.of("directory index of \"[^\"]*\" is forbidden, client: ", CLIENTS),
            BenignLogLine.of("access forbidden by rule, client: ", CLIENTS),
            BenignLogLine.of(
                    "(no user/password was provided for basic authentication|user \"[^\"]*\" was not found in|user \"[^\"]*\": password mismatch).*client: ",
                    CLIENTS),
            BenignLogLine.of("client (sent|intended to send) .*client: ", CLIENTS),
            BenignLogLine.of(
                    "\\[client [^]]*\\] AH(00128|00036|00037|00127|01276|01630|01797|01617|01618|00126|10244):",
                    CLIENTS));

    @Override
    public List<BenignLogLine> benign() {
        return BENIGN;
    }
}
