// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.kinds.http;

import co.littleman.m1onk8s.result.Cause;
import co.littleman.m1onk8s.result.Outcome;
import java.util.List;

/** Why a check of a web server does not hold, beside the causes that any component may have. */
public final class HttpCause {
    /** Another status than the declared one, below 500. */
    public static final Cause HTTP_STATUS_WRONG = Cause.of("http-status-wrong", Outcome.FAIL);

    /** A status from 500 up that nobody declared. */
    public static final Cause HTTP_SERVER_ERROR = Cause.of("http-server-error", Outcome.FAIL, Cause.Trait.TIMING);

    public static final Cause HTTP_REDIRECT_LOOP = Cause.of("http-redirect-loop", Outcome.FAIL);

    /** Its Location names its own host with a port that its Service does not have. */
    public static final Cause HTTP_REDIRECT_WRONG_PORT = Cause.of("http-redirect-wrong-port", Outcome.FAIL);

    public static final Cause HTTP_BODY_DIFFERS = Cause.of("http-body-differs", Outcome.FAIL);

    public static final Cause HTTP_SLOW = Cause.of("http-slow", Outcome.FAIL, Cause.Trait.NETWORK, Cause.Trait.TIMING);

    /** It takes the connection, and answers nothing in time. */
    public static final Cause HTTP_SILENT =
            Cause.of("http-silent", Outcome.FAIL, Cause.Trait.NETWORK, Cause.Trait.TIMING);

    /** The connection ends before the answer does. */
    public static final Cause HTTP_CLOSES_EARLY = Cause.of("http-closes-early", Outcome.FAIL, Cause.Trait.NETWORK);

    /** What answers speaks another protocol. */
    public static final Cause HTTP_NOT_HTTP = Cause.of("http-not-http", Outcome.FAIL);

    /** The port speaks TLS, and is declared as one that does not. */
    public static final Cause HTTP_EXPECTS_TLS = Cause.of("http-expects-tls", Outcome.FAIL);

    /** All of them. */
    public static final List<Cause> ALL = List.of(
            HTTP_STATUS_WRONG,
            HTTP_SERVER_ERROR,
            HTTP_REDIRECT_LOOP,
            HTTP_REDIRECT_WRONG_PORT,
            HTTP_BODY_DIFFERS,
            HTTP_SLOW,
            HTTP_SILENT,
            HTTP_CLOSES_EARLY,
            HTTP_NOT_HTTP,
            HTTP_EXPECTS_TLS);

    private HttpCause() {}
}
